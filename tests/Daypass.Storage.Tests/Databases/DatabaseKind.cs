namespace Daypass.Storage.Tests.Databases;

/// <summary>The databases there are; a contract has one test class for each of them.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
