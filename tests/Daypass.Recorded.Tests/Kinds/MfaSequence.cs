using System.Text;
using System.Text.Json;
using Daypass.Core.Mfa;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>One account with users and MFA devices, and the time since its first window of three minutes began.</summary>
internal sealed class MfaSequence
{
    private const string MayManage = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*",
        "Action":["iam:EnableMFADevice","iam:DeactivateMFADevice","iam:ResyncMFADevice"]}}
        """;

    private static readonly long Window = (long)TimeSpan.FromMinutes(3).TotalSeconds;

    private readonly Dictionary<string, SigningCredentials> _callers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Serial, List<byte[]> Seeds)> _devices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _users = new(StringComparer.Ordinal);
    private readonly ManualClock _clock;
    private readonly RunningServer _server;
    private readonly string _account;
    private readonly SigningCredentials _admin;
    private readonly DateTimeOffset _start;

    private MfaSequence(RunningServer server, ManualClock clock, string account, SigningCredentials admin)
    {
        (_server, _clock, _account, _admin) = (server, clock, account, admin);

        // Windows and steps begin where they began for AWS.
        _start = DateTimeOffset.FromUnixTimeSeconds((clock.GetUtcNow().ToUnixTimeSeconds() / Window + 1) * Window);
    }

    public static async Task<MfaSequence> Start(RecordedWorld world)
    {
        var (account, admin, _) = await world.NewAccount();
        return new MfaSequence(await world.Server(), world.Clock, account, admin);
    }

    /// <summary>Moves the clock to so many seconds after the beginning.</summary>
    public void SetClock(double seconds) => _clock.SetUtcNow(_start + TimeSpan.FromSeconds(seconds));

    /// <summary>Puts the account where a text names it.</summary>
    public string Fill(string text) => text.Replace("{account}", _account, StringComparison.Ordinal);

    /// <summary>Asks what a vector says.</summary>
    public async Task<CallAnswer> Call(JsonElement vector)
    {
        var action = RecordedVector.Text(vector, "do")!;
        var members = new List<(string Name, string Value)>();
        var device = RecordedVector.Text(vector, "device");
        if (RecordedVector.Text(vector, "user") is { } user)
        {
            await NeedUser(user);
            members.Add(("UserName", user));
        }

        if (action == "CreateVirtualMFADevice")
        {
            AddNewDevice(members, vector, device!);
        }
        else if (device is not null)
        {
            members.Add(("SerialNumber", _devices.TryGetValue(device, out var known) ? known.Serial : $"arn:aws:iam::{_account}:mfa/{device}"));
        }

        if (RecordedVector.Text(vector, "status") is { } status)
        {
            members.Add(("AssignmentStatus", status));
        }

        if (vector.TryGetProperty("pair", out var pair))
        {
            members.Add(("AuthenticationCode1", Code(vector, device!, pair[0].GetInt64())));
            members.Add(("AuthenticationCode2", Code(vector, device!, pair[1].GetInt64())));
        }

        if (vector.TryGetProperty("code", out var code))
        {
            members.Add(("TokenCode", Code(vector, device!, code.GetInt64())));
        }

        var answer = await Send(action, members, RecordedVector.Text(vector, "caller") is { } caller ? await Caller(caller) : _admin);
        if (answer.Code == "Success")
        {
            Keep(vector, answer, device);
        }

        return answer;
    }

    private static void AddNewDevice(List<(string Name, string Value)> members, JsonElement vector, string device)
    {
        members.Add(("VirtualMFADeviceName", device));
        if (RecordedVector.Text(vector, "path") is { } path)
        {
            members.Add(("Path", path));
        }

        if (vector.TryGetProperty("tags", out var tags))
        {
            foreach (var (index, tag) in tags.EnumerateArray().Index())
            {
                members.Add((FormattableString.Invariant($"Tags.member.{index + 1}.Key"), tag.GetProperty("Key").GetString()!));
                members.Add((FormattableString.Invariant($"Tags.member.{index + 1}.Value"), tag.GetProperty("Value").GetString()!));
            }
        }
    }

    private void Keep(JsonElement vector, CallAnswer answer, string? device)
    {
        if (answer.Get("VirtualMFADevice.Base32StringSeed") is { } seed)
        {
            var kept = _devices.TryGetValue(device!, out var before) ? before.Seeds : [];
            kept.Add(Base32.Decode(Convert.FromBase64String(seed)));
            _devices[device!] = (answer.Get("VirtualMFADevice.SerialNumber")!, kept);
        }

        if (RecordedVector.Text(vector, "keep") is { } name)
        {
            _callers[name] = new SigningCredentials(
                answer.Find("AccessKeyId")!, Secret.FromText(answer.Find("SecretAccessKey")!), answer.Find("SessionToken"));
        }
    }

    // The seed is the device's newest one, or the one it had before it was made anew.
    private string Code(JsonElement vector, string device, long step)
    {
        var seeds = _devices[device].Seeds;
        return TimeCode.At(seeds[RecordedVector.Text(vector, "seed") == "before" ? ^2 : ^1], TimeCode.StepAt(_start) + step);
    }

    private async Task<SigningCredentials> Caller(string name)
    {
        if (!_callers.TryGetValue(name, out var credentials))
        {
            await NeedUser(name);
            var key = await Send("CreateAccessKey", [("UserName", name)], _admin);
            await Send("PutUserPolicy", [("UserName", name), ("PolicyName", "manage"), ("PolicyDocument", MayManage)], _admin);
            _callers[name] = credentials = new SigningCredentials(key.Find("AccessKeyId")!, Secret.FromText(key.Find("SecretAccessKey")!));
        }

        return credentials;
    }

    private async Task NeedUser(string name)
    {
        if (_users.Add(name))
        {
            await Send("CreateUser", [("UserName", name), ("Path", "/org-access/")], _admin);
        }
    }

    private async Task<CallAnswer> Send(string action, List<(string Name, string Value)> members, SigningCredentials caller)
    {
        var service = action is "GetSessionToken" or "GetCallerIdentity" ? ServiceDescription.Sts : ServiceDescription.Iam;
        var form = new StringBuilder($"Action={action}&Version={service.Version}");
        foreach (var (name, value) in members)
        {
            form.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        using var response = await _server.Api.Post(form.ToString(), service, caller);
        return CallAnswer.Read(action, (int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
