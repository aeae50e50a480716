using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Storage.Sql;
using Npgsql;

namespace Daypass.Storage.Postgres;

/// <summary>A connection string with what is ours added where it says nothing.</summary>
internal static class PostgresAddress
{
    // Startup options and not SET, so that they hold for a connection's whole life; a writer that stops in mid-transaction frees the lock by itself.
    // A plan that was made for empty tables and kept would read all of a full one.
    private const string ServerSettings = "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000 -c plan_cache_mode=force_custom_plan";

    /// <summary>For the pool that serves requests: gives up in seconds, because its callers wait.</summary>
    /// <exception cref="UnusableDatabaseException">The text is not a connection string.</exception>
    public static NpgsqlConnectionStringBuilder ForServing(string connectionString)
    {
        var address = Parse(connectionString);
        SetDefault(address, "Timeout", 3);
        SetDefault(address, "Command Timeout", 5);
        SetDefault(address, "Cancellation Timeout", 500);
        SetDefault(address, "Maximum Pool Size", 20);
        SetDefault(address, "Keepalive", 10);
        SetDefault(address, "Max Auto Prepare", 40);
        SetDefault(address, "Auto Prepare Min Usages", 2);
        SetDefault(address, "No Reset On Close", true); // nothing of ours changes a session
        address.Options = $"{ServerSettings} {address.Options}".TrimEnd();
        return address;
    }

    /// <summary>For migrations, which may take long: no timeouts but the one for connecting.</summary>
    /// <exception cref="UnusableDatabaseException">The text is not a connection string.</exception>
    public static NpgsqlConnectionStringBuilder ForMigrating(string connectionString)
    {
        var address = Parse(connectionString);
        SetDefault(address, "Timeout", 3);
        address.CommandTimeout = 0;
        address.Pooling = false;
        return address;
    }

    /// <summary>What a sentence for the operator may say of it: never the password.</summary>
    public static string Describe(NpgsqlConnectionStringBuilder address)
    {
        var hasPort = !address.Host!.Contains(':', StringComparison.Ordinal) && !address.Host.StartsWith('/');
        return $"{address.Host}{(hasPort ? $":{address.Port}" : "")}/{address.Database ?? address.Username}";
    }

    /// <summary>The certificates that a connection string names, each with what it is for.</summary>
    /// <exception cref="UnusableDatabaseException">The text is not a connection string.</exception>
    public static IEnumerable<(string Use, string File)> CertificateFiles(string connectionString)
    {
        var address = Parse(connectionString);
        return new[] { ("database", address.SslCertificate), ("database_roots", address.RootCertificate) }
            .Where(static one => !string.IsNullOrEmpty(one.Item2))
            .Select(static one => (one.Item1, one.Item2!));
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        if (connectionString.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || connectionString.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnusableDatabaseException(
                "The connection string for PostgreSQL is a URL; write it as 'Host=...;Database=...;Username=...;Password=...'.");
        }

        try
        {
            var address = new NpgsqlConnectionStringBuilder(connectionString);
            SetDefault(address, "Application Name", "daypass");
            if (string.IsNullOrEmpty(address.Host))
            {
                throw new UnusableDatabaseException("The connection string names no Host; it has the form 'Host=...;Database=...;Username=...;Password=...'.");
            }

            if (address.RootCertificate is { } root)
            {
                ValidateRootCertificate(root);
            }

            return address;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The driver's message names the faulty keyword; the text itself may hold a password and is not repeated.
            throw new UnusableDatabaseException($"The connection string for PostgreSQL cannot be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>The driver reads the file in the middle of a handshake, and says of one without certificates only that it cannot be reached.</summary>
    private static void ValidateRootCertificate(string file)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            if (roots.Count == 0)
            {
                throw new UnusableDatabaseException($"The Root Certificate {file} of the connection string has no certificate in it.");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UnusableDatabaseException(
                $"The Root Certificate {file} of the connection string cannot be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private static void SetDefault(NpgsqlConnectionStringBuilder address, string keyword, object value)
    {
        // Not ContainsKey, which is true of every keyword that the driver knows.
        if (!address.Keys.Contains(keyword, StringComparer.OrdinalIgnoreCase))
        {
            address[keyword] = value;
        }
    }
}
