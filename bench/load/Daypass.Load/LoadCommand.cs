using System.CommandLine;

namespace Daypass.Load;

/// <summary>The command line of the load program.</summary>
internal static class LoadCommand
{
    public static RootCommand Create()
    {
        var server = new Option<string>("--server")
        {
            Description = "The daypass-server.dll to measure",
            DefaultValueFactory = static _ => "src/Daypass.Server/bin/Release/net10.0/daypass-server.dll",
            Recursive = true,
        };
        var rounds = new Option<int>("--rounds") { Description = "How many pairs of rounds", DefaultValueFactory = static _ => 8, Recursive = true };
        var seconds = new Option<double>("--seconds") { Description = "How long a round lasts", DefaultValueFactory = static _ => 3, Recursive = true };
        var connections = new Option<int>("--connections")
        {
            Description = "How many keep-alive connections",
            DefaultValueFactory = static _ => 16,
            Recursive = true,
        };
        var free = new Option<bool>("--unpinned") { Description = "Let servers and generator share all cores instead of pinning them apart", Recursive = true };
        var with = new Option<string[]>("--with")
        {
            Description = "An option more for daypass-server, as --with=--cache-entries=1000000; may be repeated",
            DefaultValueFactory = static _ => [],
            Recursive = true,
        };
        var root = new RootCommand("Drives daypass-server and a bare Kestrel endpoint in turn and compares the CPU each burns per request.")
        {
            server, rounds, seconds, connections, free, with,
        };
        LoadOptions Read(ParseResult parsed) => new(
            Path.GetFullPath(parsed.GetValue(server)!),
            parsed.GetValue(rounds),
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetValue(connections),
            Pinned: !parsed.GetValue(free),
            parsed.GetValue(with)!);
        root.SetAction((parsed, cancelled) => KestrelComparison.Run(Read(parsed), parsed.InvocationConfiguration.Output, cancelled));

        var few = new Option<int>("--few") { Description = "Roles in the small directory", DefaultValueFactory = static _ => 10 };
        var many = new Option<int>("--many") { Description = "Roles in the large directory", DefaultValueFactory = static _ => 1_000_000 };
        var folder = new Option<string?>("--worlds") { Description = "A folder that keeps loaded SQLite worlds for the next run" };
        var database = new Option<string?>("--database")
        {
            Description = "PostgreSQL in place of SQLite: a connection string with {roles} in the database's name; bench/load/with-postgres.sh makes them",
        };
        var growth = new Command("growth", "Loads a small and a large directory and compares AssumeRole between them.") { few, many, folder, database };
        growth.SetAction((parsed, cancelled) => GrowthComparison.Run(
            Read(parsed),
            new GrowthOptions(parsed.GetValue(few), parsed.GetValue(many), parsed.GetValue(folder), parsed.GetValue(database)),
            parsed.InvocationConfiguration.Output,
            cancelled));
        root.Subcommands.Add(growth);

        var federation = new Command("federation", "Compares AssumeRoleWithWebIdentity with a bare endpoint that verifies one RSA-2048 signature.");
        federation.SetAction((parsed, cancelled) => FederationComparison.Run(Read(parsed), parsed.InvocationConfiguration.Output, cancelled));
        root.Subcommands.Add(federation);

        var share = new Option<int>("--share") { Description = "What each account may ask in a second", DefaultValueFactory = static _ => 1000 };
        var fairness = new Command("fairness", "Has one account ask for twice its share, and shows what another one notices.") { share };
        fairness.SetAction((parsed, cancelled) =>
            FairnessComparison.Run(Read(parsed), parsed.GetValue(share), parsed.InvocationConfiguration.Output, cancelled));
        root.Subcommands.Add(fairness);

        var telemetry = new Command("telemetry", "Compares GetCallerIdentity and AssumeRole without and with metrics.");
        telemetry.SetAction((parsed, cancelled) => TelemetryComparison.Run(Read(parsed), parsed.InvocationConfiguration.Output, cancelled));
        root.Subcommands.Add(telemetry);

        var algorithm = new Option<string>("--algorithm") { Description = "Of the tokens: HS256 or RS256", DefaultValueFactory = static _ => "HS256" };
        var verifier = new Command("verifier", "Compares a GET behind Daypass.AspNetCore with the framework's handler for JWT, and with no authentication.")
        {
            algorithm,
        };
        verifier.SetAction((parsed, cancelled) =>
            VerifierComparison.Run(Read(parsed), parsed.GetValue(algorithm)!, parsed.InvocationConfiguration.Output, cancelled));
        root.Subcommands.Add(verifier);
        root.Subcommands.Add(Guarded());

        var port = new Option<int>("--port") { Required = true };
        var size = new Option<int>("--size") { Required = true };
        var verify = new Option<bool>("--verify");
        var bare = new Command("bare", "The endpoint that daypass-server is compared with.") { port, size, verify };
        bare.Hidden = true;
        bare.SetAction((parsed, cancelled) => BareEndpoint.Run(parsed.GetValue(port), parsed.GetValue(size), parsed.GetValue(verify), cancelled));
        root.Subcommands.Add(bare);
        return root;
    }

    private static Command Guarded()
    {
        var port = new Option<int>("--port") { Required = true };
        var guard = new Option<string>("--guard") { Required = true };
        var of = new Option<string>("--of") { Required = true };
        var key = new Option<string>("--key") { Required = true };
        var secret = new Option<string>("--secret") { Required = true };
        var guarded = new Command("guarded", "The endpoint that verifier compares.") { port, guard, of, key, secret };
        guarded.Hidden = true;
        guarded.SetAction((parsed, cancelled) => GuardedEndpoint.Run(
            parsed.GetValue(port), parsed.GetValue(guard)!, parsed.GetValue(of)!, parsed.GetValue(key)!, parsed.GetValue(secret)!, cancelled));
        return guarded;
    }
}
