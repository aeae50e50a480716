using System.Diagnostics;
using System.Globalization;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Daypass.Testing;

// What a test waits for:  dotnet run -c Release --project bench/kits [-- PROGRAM]
// PROGRAM is a published daypass-server, whose start with --ephemeral is measured as well.
const int Few = 20;
const int Many = 200;

await Tell("first start in this process", 1, Start);
await Tell("start in this process", Few, Start);
await using var sts = await DaypassServer.StartAsync();
await Tell("a new account", Many, async () => await sts.NewAccount());
await sts.Reset();
await sts.NewAccount(Fill);
await Tell("a new account with a user and a role", Many, async () => await sts.NewAccount(Fill));
await sts.Reset();
await Tell("a snapshot", Many, async () => await sts.Snapshot());
await Tell("a reset after a new account", Many, () => sts.Reset(), async () => await sts.NewAccount(Fill));
await Tell("a hundred tests at once", 3, Hundred);
if (args is [var program])
{
    await Tell("start of the published program, to its ready file", Few, () => StartProgram(program));
}

static void Fill(AccountBuilder account) => account
    .User("ci", static user => user.Allow("sts:AssumeRole"))
    .Role("deploy", static role => role.TrustedBy("ci").WithExternalId("blue"));

static async Task Start() => await (await DaypassServer.StartAsync()).DisposeAsync();

async Task Hundred() => await Parallel.ForEachAsync(Enumerable.Range(0, 100), async (_, cancelled) =>
{
    var account = await sts.NewAccount(Fill, cancelled);
    using var ci = account.Client<AmazonSecurityTokenServiceClient>("ci");
    await ci.AssumeRoleAsync(
        new AssumeRoleRequest { RoleArn = account.RoleArn("deploy"), RoleSessionName = "build", ExternalId = "blue" }, cancelled);
});

static async Task StartProgram(string program)
{
    var folder = Directory.CreateTempSubdirectory("daypass-bench-").FullName;
    var ready = Path.Combine(folder, "ready.json");
    using var process = Process.Start(
        new ProcessStartInfo(program, ["--ephemeral", "--ready-file", ready]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    while (!File.Exists(ready) && !process.HasExited)
    {
        await Task.Delay(1);
    }

    process.Kill();
    await process.WaitForExitAsync();
    Directory.Delete(folder, recursive: true);
}

static async Task Tell(string what, int times, Func<Task> work, Func<Task>? before = null)
{
    var taken = new double[times];
    for (var time = 0; time < times; time++)
    {
        await (before?.Invoke() ?? Task.CompletedTask);
        var began = Stopwatch.GetTimestamp();
        await work();
        taken[time] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    Array.Sort(taken);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: median {taken[times / 2]:F1} ms, 9 of 10 within {taken[times * 9 / 10]:F1} ms, {times} times"));
}
