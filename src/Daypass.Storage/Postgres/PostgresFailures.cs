using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Daypass.Storage.Sql;
using Npgsql;

namespace Daypass.Storage.Postgres;

/// <summary>What PostgreSQL's error codes and the driver's exceptions mean for us.</summary>
internal static class PostgresFailures
{
    public static Failure Classify(DbException failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => Failure.Conflict,
        PostgresException { SqlState: "25P03" } => Failure.Broken, // idle in a transaction for too long: the server closed the connection
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege } => Failure.Lasting,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => Failure.Broken,
        PostgresException answer => answer.SqlState[..2] switch
        {
            // No connection, wrong password, out of resources, operator intervened, lock not available, disk, damaged data: not our statement's fault.
            "08" or "28" or "3D" or "53" or "55" or "57" or "58" or "XX" => Failure.Lasting,
            _ => Failure.Bug,
        },
        { InnerException: TimeoutException } => Failure.Lasting,
        { InnerException: IOException or SocketException } => Failure.Broken,
        _ => Failure.Lasting,
    };

    public static string Explain(string where, DbException failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } answer =>
            $"PostgreSQL at {where} refuses the user or the password: {answer.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } answer =>
            $"PostgreSQL at {where} does not have the database: {answer.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"PostgreSQL at {where} has no connections left: raise its max_connections or lower Maximum Pool Size.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"The disk of PostgreSQL at {where} is full.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            $"PostgreSQL at {where} is read-only: connect to the primary server.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } answer =>
            $"PostgreSQL at {where} does not let this user do what is needed: {answer.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
            $"PostgreSQL at {where}: another node has held the write lock for too long.",
        PostgresException answer => $"PostgreSQL at {where} cannot be used ({answer.SqlState}): {answer.MessageText}.",
        { InnerException: AuthenticationException cause } =>
            $"PostgreSQL at {where} has a certificate that is not accepted (SSL Mode, Root Certificate): {cause.Message.TrimEnd('.')}.",
        { InnerException: TimeoutException } => $"PostgreSQL at {where} does not answer in time, or all connections of the pool are in use.",
        { InnerException: { } cause } => $"PostgreSQL at {where} cannot be reached: {cause.Message}.",
        _ => $"PostgreSQL at {where} cannot be used: {failure.Message}.",
    };
}
