using System.Text;
using Daypass.Core.Mfa;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Sessions.Tests.Support;

/// <summary>A running server with a person who has keys and an MFA device, roles to become, and a relay that counts what is asked.</summary>
internal sealed class Office : IAsyncDisposable
{
    private readonly ShiftedClock _clock;

    private Office(RunningServer server, ShiftedClock clock) => (Server, _clock, Relay) = (server, clock, new Relay(server.Url));

    public RunningServer Server { get; }

    public Relay Relay { get; }

    /// <summary>The keys of the user <c>alice</c>.</summary>
    public required SigningCredentials Alice { get; init; }

    /// <summary>Her device: its serial number and its seed in base 32.</summary>
    public required (string Serial, string Seed) Device { get; init; }

    public string Account => Server.Account;

    public static async Task<Office> Open()
    {
        // The device is handed out two minutes ago, so that its codes of now are unused.
        var clock = new ShiftedClock { By = TimeSpan.FromMinutes(-2) };
        var server = await RunningServer.Start(
            clock, static options => options with { EncodeDenials = true, Federation = new() { AllowLoopbackIssuers = true } });
        await server.Api.Get(new CreateUserRequest { UserName = "alice" }, server.Admin);
        var key = (await server.Api.Get(new CreateAccessKeyRequest { UserName = "alice" }, server.Admin)).AccessKey;
        var device = (await server.Api.Get(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "alice" }, server.Admin)).VirtualMfaDevice;
        var seed = Encoding.ASCII.GetString(device.Base32StringSeed!.Value.Span);
        var step = TimeCode.StepAt(clock.GetUtcNow());
        await server.Api.Get(
            new EnableMfaDeviceRequest
            {
                UserName = "alice",
                SerialNumber = device.SerialNumber,
                AuthenticationCode1 = TimeCode.At(Bytes(seed), step - 1),
                AuthenticationCode2 = TimeCode.At(Bytes(seed), step),
            },
            server.Admin);
        clock.By = TimeSpan.Zero;
        return new Office(server, clock)
        {
            Alice = new SigningCredentials(key.AccessKeyId, Protocol.Secret.FromText(key.SecretAccessKey)),
            Device = (device.SerialNumber, seed),
        };
    }

    /// <summary>A machine whose AWS settings lead to this server by way of the relay.</summary>
    public Machine NewMachine()
    {
        var machine = new Machine(Relay.Url);
        machine.Write(".aws/credentials", $"[base]\naws_access_key_id = {Alice.AccessKeyId}\naws_secret_access_key = {Alice.SecretAccessKey.Reveal()}\n");
        return machine;
    }

    /// <summary>A role that the whole account may become.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="condition">What its trust asks for, a JSON object; nothing when null.</param>
    /// <param name="allow">The action it allows.</param>
    public async Task<string> NewRole(string name, string? condition = null, string allow = "iam:List*")
    {
        var trust = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{Account}}}"},"Action":"""
            + $$$"""["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Condition":{{{condition ?? "{}"}}} } }""";
        return await NewRoleTrusting(name, trust, allow);
    }

    /// <summary>A role with a trust policy of its own.</summary>
    public async Task<string> NewRoleTrusting(string name, string trust, string allow = "iam:List*")
    {
        var role = (await Server.Api.Get(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = trust }, Server.Admin)).Role;
        var policy = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{allow}}","Resource":"*"} }""";
        await Server.Api.Get(new PutRolePolicyRequest { RoleName = name, PolicyName = "own", PolicyDocument = policy }, Server.Admin);
        return role.Arn;
    }

    /// <summary>Lets alice do something.</summary>
    public Task Allow(string action) => Server.Api.Get(
        new PutUserPolicyRequest
        {
            UserName = "alice",
            PolicyName = action.Replace(':', '-').Replace('*', '-'),
            PolicyDocument = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{action}}","Resource":"*"} }""",
        },
        Server.Admin);

    public async ValueTask DisposeAsync()
    {
        Relay.Dispose();
        await Server.DisposeAsync();
    }

    private static byte[] Bytes(string base32)
    {
        var bytes = new byte[base32.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(base32[bit / 5], StringComparison.Ordinal);
            bytes[bit / 8] |= (byte)(((digit >> (4 - (bit % 5))) & 1) << (7 - (bit % 8)));
        }

        return bytes;
    }
}
