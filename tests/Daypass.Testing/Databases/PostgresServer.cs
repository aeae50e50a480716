using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Daypass.Testing.Network;

namespace Daypass.Testing.Databases;

/// <summary>A PostgreSQL server of our own on a free port, which ends with this process whatever happens to it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Password = "correct horse";

    // The server is the child of a shell that waits for the end of its input: the pipe closes when we die, also by kill -9.
    private const string Run =
        """
        exec 3<&0
        "$0/postgres" -D "$1/data" -c listen_addresses=127.0.0.1 -c port=$2 -c unix_socket_directories="$1" -c max_connections=300 >>"$1/log" 2>&1 &
        server=$!
        (
            while read -r signal; do [ "$signal" = "leave" ] && exit; kill -$signal $server; done
            kill -QUIT $server
            while kill -0 $server; do sleep 0.05; done
            rm -rf "$1"
        ) <&3 2>/dev/null &
        wait $server
        """;

    private static readonly Lazy<Task<PostgresServer>> TheShared = new(static () => Start());
    private static int Schemas;

    private readonly string _binaries;
    private readonly string _directory;
    private Process? _process;

    private PostgresServer(string binaries, string directory) => (_binaries, _directory) = (binaries, directory);

    /// <summary>One server for all tests that do not stop it.</summary>
    public static Task<PostgresServer> Shared => TheShared.Value;

    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; private set; }

    /// <summary>Starts a new, empty one.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not on this machine; ./test.sh installs it.</exception>
    public static Task<PostgresServer> Start() => Start(Initialize);

    /// <summary>Starts a new, empty one that speaks TLS with this certificate when it is asked to.</summary>
    /// <param name="certificate">With its private key.</param>
    public static Task<PostgresServer> StartWithTls(X509Certificate2 certificate) => Start(async (directory, binaries) =>
    {
        await Initialize(directory, binaries);
        using var key = certificate.GetECDsaPrivateKey()!;
        const string Write = """umask 077; cd "$0/data"; printf %s "$1" >server.crt && printf %s "$2" >server.key && echo "ssl = on" >>postgresql.conf""";
        await Output("sh", "-c", Write, directory, certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    });

    /// <summary>Starts a standby that has all this server has and receives what is written to it.</summary>
    /// <param name="through">The port of loopback at which it reaches this server afterwards: a proxy's.</param>
    public async Task<PostgresServer> StartStandby(int through)
    {
        var connection = $"host=127.0.0.1 user=daypass password='{Password}'";
        var standby = await Start((directory, binaries) => Output(
            "sh", "-c", """ "$1/pg_basebackup" -D "$0/data" -R -N -c fast -X stream -d "$2 port=$3" 2>&1 && echo "primary_conninfo = '$4 port=$5'" >>"$0/dat"""
                + """a/postgresql.auto.conf" """,
            directory, binaries, connection, $"{Port}", connection.Replace("'", "''", StringComparison.Ordinal), $"{through}"));
        while (await Sql(Address(), "select state from pg_stat_replication") is not "streaming")
        {
            await Task.Delay(20);
        }

        return standby;
    }

    /// <summary>From now on the server keeps its write-ahead log in an archive.</summary>
    public async Task Archive()
    {
        await Output("mkdir", $"{_directory}/archive");
        await Sql(Address(), "alter system set archive_mode = on");
        await Sql(Address(), $"alter system set archive_command = 'cp %p {_directory}/archive/%f'");
        await StopNow();
        await StartAgain();
    }

    /// <summary>Copies the files of the running server, to be restored later.</summary>
    public Task BackUp() => Output(
        "sh", "-c", """ "$1/pg_basebackup" -D "$0/base" -N -c fast -X fetch -d "$2" 2>&1 """, _directory, _binaries,
        $"host=127.0.0.1 port={Port} user=daypass password='{Password}'");

    /// <summary>Starts a server from the copy, with what the archive has until an instant. This one has to be stopped in good order before.</summary>
    /// <param name="instant">In universal time.</param>
    public async Task<PostgresServer> RestoreTo(DateTime instant)
    {
        var settings = $"""
            restore_command = 'cp {_directory}/archive/%f %p'
            archive_mode = off
            recovery_target_time = '{instant.ToUniversalTime():yyyy-MM-dd HH:mm:ss.ffffff}+00'
            recovery_target_action = promote
            """;
        var restored = await Start((directory, _) => Output(
            "sh", "-c", """cp -a "$1/base" "$0/data" && touch "$0/data/recovery.signal" && echo "$2" >>"$0/data/postgresql.auto.conf" """,
            directory, _directory, settings));
        while (await Sql(restored.Address(), "select pg_is_in_recovery()") is not false)
        {
            await Task.Delay(20);
        }

        return restored;
    }

    /// <summary>Makes a standby the primary server.</summary>
    public Task Promote() => Sql(Address(), "select pg_promote()");

    /// <summary>A connection string for a database.</summary>
    public string Address(string database = "postgres", string password = Password) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username=daypass;Password={password}";

    /// <summary>A new, empty schema, which costs a tenth of a new database; returns the connection string that leads to it.</summary>
    public async Task<string> CreateSchema()
    {
        var name = $"test{Interlocked.Increment(ref Schemas)}";
        await Sql(Address(), $"create schema {name}");
        return $"{Address()};Search Path={name}";
    }

    /// <summary>Starts the server on the port it had.</summary>
    public async Task StartAgain()
    {
        Port = Port == 0 ? FreePort.Find() : Port;
        _process = Process.Start(Unprivileged("sh", ["-c", Run, _binaries, _directory, $"{Port}"]))!;
        for (var tries = 0; ; tries++)
        {
            try
            {
                await Sql(Address(), "select 1");
                return;
            }
            catch (Npgsql.NpgsqlException) when (tries < 300 && !_process.HasExited)
            {
                await Task.Delay(50);
            }
            catch (Npgsql.NpgsqlException failure)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {await File.ReadAllTextAsync($"{_directory}/log")}", failure);
            }
        }
    }

    /// <summary>Ends the server as a crash of its machine would: without a checkpoint, connections cut.</summary>
    public Task StopAtOnce() => Stop("QUIT");

    /// <summary>Ends the server in good order.</summary>
    public Task StopNow() => Stop("INT");

    /// <summary>Ends the server and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            await Output("rm", "-rf", _directory);
            return;
        }

        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Runs a statement outside of what is tested.</summary>
    public static async Task<object?> Sql(string address, string text)
    {
        await using var connection = new Npgsql.NpgsqlConnection($"{address};Pooling=false;Timeout=5");
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<PostgresServer> Start(Func<string, string, Task> fill)
    {
        var binaries = Binaries();
        var directory = await Output("mktemp", "-d", "/tmp/daypass-postgres-XXXXXX");
        await fill(directory, binaries);
        var server = new PostgresServer(binaries, directory);
        await server.StartAgain();
        return server;
    }

    private static Task Initialize(string directory, string binaries) => Output(
        "sh", "-c", $"""echo "{Password}" >"$0/password" && "$1/initdb" -D "$0/data" -U daypass -A scram-sha-256 --pwfile="$0/password" -E UTF8 --no-locale """
            + """--no-sync""", directory, binaries);

    private async Task Stop(string signal)
    {
        var input = _process!.StandardInput;
        await input.WriteLineAsync(signal);
        await input.FlushAsync();
        await _process.WaitForExitAsync();

        // The files are needed again.
        await input.WriteLineAsync("leave");
        await input.FlushAsync();
        _process.Dispose();
        _process = null;
    }

    private static string Binaries()
    {
        var path = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => $"{version}/bin")
            : [];
        return path.Concat(debian)
            .FirstOrDefault(static folder => File.Exists($"{folder}/initdb") && File.Exists($"{folder}/postgres") && File.Exists($"{folder}/pg_basebackup"))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: ./test.sh installs it (Debian package 'postgresql').");
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static ProcessStartInfo Unprivileged(string program, IEnumerable<string> arguments)
    {
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = "/tmp";
        return start;
    }

    private static async Task<string> Output(string program, params string[] arguments)
    {
        using var running = Process.Start(Unprivileged(program, arguments))!;
        running.StandardInput.Close();
        var output = await running.StandardOutput.ReadToEndAsync();
        await running.WaitForExitAsync();
        return running.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' failed: {output}");
    }
}
