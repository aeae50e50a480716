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
        var connections = new Option<int>("--connections") { Description = "How many keep-alive connections", DefaultValueFactory = static _ => 16, Recursive = true };
        var free = new Option<bool>("--unpinned") { Description = "Let servers and generator share all cores instead of pinning them apart", Recursive = true };
        var root = new RootCommand("Drives daypass-server and a bare Kestrel endpoint in turn and compares the CPU each burns per request.") { server, rounds, seconds, connections, free };
        LoadOptions Read(ParseResult parsed) => new(
            Path.GetFullPath(parsed.GetValue(server)!),
            parsed.GetValue(rounds),
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetValue(connections),
            Pinned: !parsed.GetValue(free));
        root.SetAction((parsed, cancelled) => KestrelComparison.Run(Read(parsed), parsed.InvocationConfiguration.Output, cancelled));

        var few = new Option<int>("--few") { Description = "Roles in the small directory", DefaultValueFactory = static _ => 10 };
        var many = new Option<int>("--many") { Description = "Roles in the large directory", DefaultValueFactory = static _ => 100_000 };
        var used = new Option<int>("--used") { Description = "How many different roles of the large directory are assumed", DefaultValueFactory = static _ => 1000 };
        var growth = new Command("growth", "Compares AssumeRole between a small and a large directory.") { few, many, used };
        growth.SetAction((parsed, cancelled) => GrowthComparison.Run(
            Read(parsed), parsed.GetValue(few), parsed.GetValue(many), parsed.GetValue(used), parsed.InvocationConfiguration.Output, cancelled));
        root.Subcommands.Add(growth);

        var port = new Option<int>("--port") { Required = true };
        var size = new Option<int>("--size") { Required = true };
        var bare = new Command("bare", "The endpoint that daypass-server is compared with.") { port, size };
        bare.Hidden = true;
        bare.SetAction((parsed, cancelled) => BareEndpoint.Run(parsed.GetValue(port), parsed.GetValue(size), cancelled));
        root.Subcommands.Add(bare);
        return root;
    }
}
