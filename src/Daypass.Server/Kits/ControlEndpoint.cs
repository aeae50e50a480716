using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;
using Daypass.Storage.Snapshots;
using Microsoft.AspNetCore.Http.Features;

namespace Daypass.Server.Kits;

/// <summary>The control address of a server for tests: <see cref="TestControls"/> over HTTP, for programs of this machine.</summary>
internal sealed class ControlEndpoint(TestControls controls)
{
    /// <summary>What its paths begin with.</summary>
    public const string Path = "/_daypass";

    private const int MostSnapshots = 100;
    private const int LargestWorld = 16 * 1024 * 1024;

    private static readonly ControlJson Json = ControlJson.Default;

    private readonly ConcurrentDictionary<string, DatabaseSnapshot> _snapshots = new(StringComparer.Ordinal);
    private int _lastSnapshot;

    /// <summary>Everything below <see cref="Path"/>.</summary>
    public void Branch(IApplicationBuilder branch) => branch.Run(Answer);

    /// <summary>What people's tools have at <c>/moto-api/reset</c>.</summary>
    public Task Reset(HttpContext http) => Guarded(http, Reset);

    private Task Answer(HttpContext http) => Guarded(http, Dispatch);

    /// <summary>Only for programs of this machine: no page that a browser shows, also one whose name leads here, may use it.</summary>
    private static async Task Guarded(HttpContext http, Func<HttpContext, CancellationToken, Task> work)
    {
        if (http.Connection.RemoteIpAddress is not { } peer || !IPAddress.IsLoopback(peer) || !IsLoopback(http.Request.Host.Host)
            || http.Request.Headers.Origin.Count > 0)
        {
            await Refuse(http, StatusCodes.Status403Forbidden, "The control address is for programs of this machine, at a loopback address.");
            return;
        }

        try
        {
            await work(http, http.RequestAborted);
        }
        catch (TestControlException refused)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, refused.Message);
        }
        catch (JsonException broken)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, $"The body is not the JSON object that is asked for here: {Plain(broken)}.");
        }
        catch (BadHttpRequestException tooLarge)
        {
            await Refuse(http, tooLarge.StatusCode, $"The body is too large: a world has up to {LargestWorld / 1024 / 1024} MiB here.");
        }
        catch (StoreUnavailableException away)
        {
            await Refuse(http, StatusCodes.Status503ServiceUnavailable, away.Message);
        }
    }

    private Task Dispatch(HttpContext http, CancellationToken cancelled)
    {
        var parts = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (http.Request.Method, parts) switch
        {
            ("POST", ["reset"]) => Reset(http, cancelled),
            ("POST", ["snapshots"]) => TakeSnapshot(http, cancelled),
            ("POST", ["snapshots", var name, "restore"]) => Restore(http, name, cancelled),
            ("DELETE", ["snapshots", var name]) => Forget(http, name),
            ("GET", ["clock"]) => Tell(http, TellClock(), Json.ClockAnswer),
            ("POST", ["clock"]) => MoveClock(http, cancelled),
            ("GET", ["accounts"]) => TellAccounts(http, cancelled),
            ("POST", ["accounts"]) => MakeAccount(http, cancelled),
            ("POST", ["world"]) => Apply(http, cancelled),
            ("GET", ["decisions"]) => TellDecisions(http),
            ("DELETE", ["decisions"]) => ForgetDecisions(http),
            _ => Refuse(http, StatusCodes.Status404NotFound,
                $"{http.Request.Method} {http.Request.Path} is nothing here. There are: POST reset, snapshots, snapshots/NAME/restore, clock, accounts, world;"
                    + " GET clock, accounts, decisions?after=NUMBER; DELETE snapshots/NAME, decisions."),
        };
    }

    private async Task Reset(HttpContext http, CancellationToken cancelled)
    {
        await controls.Reset(cancelled);
        await Tell(http, ControlMessages.StatusAnswer.Ok, Json.StatusAnswer);
    }

    private async Task TakeSnapshot(HttpContext http, CancellationToken cancelled)
    {
        if (_snapshots.Count >= MostSnapshots)
        {
            throw new TestControlException($"There are {MostSnapshots} snapshots: forget one with DELETE {Path}/snapshots/NAME.");
        }

        var name = Interlocked.Increment(ref _lastSnapshot).ToString(CultureInfo.InvariantCulture);
        _snapshots[name] = await controls.TakeSnapshot(cancelled);
        await Tell(http, new ControlMessages.SnapshotAnswer(name), Json.SnapshotAnswer);
    }

    private async Task Restore(HttpContext http, string name, CancellationToken cancelled)
    {
        await controls.Restore(_snapshots.TryGetValue(name, out var snapshot) ? snapshot : throw NoSnapshot(name), cancelled);
        await Tell(http, ControlMessages.StatusAnswer.Ok, Json.StatusAnswer);
    }

    private Task Forget(HttpContext http, string name) =>
        _snapshots.TryRemove(name, out _) ? Tell(http, ControlMessages.StatusAnswer.Ok, Json.StatusAnswer) : throw NoSnapshot(name);

    private async Task MoveClock(HttpContext http, CancellationToken cancelled)
    {
        var asked = await Read(http, Json.ClockRequest, cancelled);
        var clock = controls.Clock ?? throw new TestControlException("This server has the clock of the test that started it.");
        try
        {
            if (asked.Reset is true)
            {
                clock.Reset();
            }

            if (asked.Set is not null || asked.Hold is not null)
            {
                clock.Set(asked.Set ?? clock.GetUtcNow(), asked.Hold ?? clock.IsHeld);
            }

            if (asked.AdvanceSeconds is { } seconds)
            {
                clock.Advance(TimeSpan.FromSeconds(seconds));
            }
        }
        catch (Exception failure) when (failure is ArgumentException or OverflowException)
        {
            throw new TestControlException("There is no such time of day.", failure);
        }

        await Tell(http, TellClock(), Json.ClockAnswer);
    }

    private ControlMessages.ClockAnswer TellClock() =>
        controls.Clock is { } clock ? new(clock.GetUtcNow(), clock.IsHeld) : throw new TestControlException("This server has its test's clock.");

    private async Task TellAccounts(HttpContext http, CancellationToken cancelled) =>
        await Tell(http, new ControlMessages.AccountsAnswer(await controls.Accounts(cancelled)), Json.AccountsAnswer);

    private async Task MakeAccount(HttpContext http, CancellationToken cancelled)
    {
        var asked = http.Request.ContentLength == 0 ? new ControlMessages.AccountRequest(null, null) : await Read(http, Json.AccountRequest, cancelled);
        await Tell(http, await controls.NewAccount(asked.Id, asked.Name ?? "test", cancelled), Json.TestAccount);
    }

    private async Task Apply(HttpContext http, CancellationToken cancelled)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestWorld;
        }

        using var world = new MemoryStream();
        await http.Request.Body.CopyToAsync(world, cancelled);
        await Tell(http, new ControlMessages.AccountsAnswer(await controls.Apply(world.ToArray(), cancelled)), Json.AccountsAnswer);
    }

    private Task TellDecisions(HttpContext http)
    {
        var after = http.Request.Query["after"].ToString();
        return long.TryParse(after.Length == 0 ? "0" : after, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Tell(http, new ControlMessages.DecisionsAnswer(controls.Decisions.After(number)), Json.DecisionsAnswer)
            : throw new TestControlException($"'{after}' is not the number of a decision: after takes a number from 0.");
    }

    private Task ForgetDecisions(HttpContext http)
    {
        controls.Decisions.Clear();
        return Tell(http, ControlMessages.StatusAnswer.Ok, Json.StatusAnswer);
    }

    private static TestControlException NoSnapshot(string name) => new($"There is no snapshot '{name}'.");

    private static async Task<T> Read<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancelled) =>
        await JsonSerializer.DeserializeAsync(http.Request.Body, type, cancelled) ?? throw new TestControlException("The body is null: it is a JSON object.");

    private static string Plain(JsonException broken) => broken.Path is { Length: > 1 } path
        ? $"{path} is not what belongs there"
        : string.Create(CultureInfo.InvariantCulture, $"line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}");

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task Refuse(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        return Tell(http, new ControlMessages.ErrorAnswer(sentence), Json.ErrorAnswer);
    }

    private static async Task Tell<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
