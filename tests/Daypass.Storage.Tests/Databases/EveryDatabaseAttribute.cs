using System.Reflection;
using Xunit.Sdk;

namespace Daypass.Storage.Tests.Databases;

/// <summary>Runs a theory once on each kind of database: what one of them promises, the other one promises, too.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryDatabaseAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[DatabaseKind.Sqlite]];
}

/// <summary>The databases there are.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
