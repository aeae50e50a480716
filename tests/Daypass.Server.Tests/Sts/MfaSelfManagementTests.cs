using Daypass.Core.Mfa;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>Who has an MFA device changes its own devices with MFA only: a stolen key must not take MFA off.</summary>
public sealed class MfaSelfManagementTests : IAsyncLifetime
{
    private const string Sentence =
        "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.";

    private readonly World _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_key_gives_its_user_the_first_device_and_no_second_one()
    {
        var (user, key) = await _world.NewUser("*");
        var (first, second) = (await NewDevice(), await NewDevice());
        Assert.Null(await Enable(user.Name, first, key));
        AssertRefused(await Enable(user.Name, second, key));
        Assert.Single((await _world.Server.Api.Get(new ListMfaDevicesRequest { UserName = user.Name }, _world.Admin)).MfaDevices);
    }

    [Fact]
    public async Task A_key_takes_no_device_from_its_user_whether_it_names_it_or_not()
    {
        var (user, key) = await _world.NewUser("*");
        var device = await NewDevice();
        Assert.Null(await Enable(user.Name, device, key));
        AssertRefused(await Deactivate(user.Name, device.Serial, key));
        AssertRefused(await Deactivate(null, device.Serial, key));
        AssertRefused(await Deactivate(user.Name.ToUpperInvariant(), device.Serial, key));
        Assert.Single((await _world.Server.Api.Get(new ListMfaDevicesRequest { UserName = user.Name }, _world.Admin)).MfaDevices);
    }

    [Fact]
    public async Task The_refusal_comes_before_anything_is_said_of_the_device()
    {
        var (user, key) = await _world.NewUser("*");
        var device = await NewDevice();
        Assert.Null(await Enable(user.Name, device, key));
        AssertRefused(await Enable(user.Name, device, key, ahead: 4));
        AssertRefused(await Enable(user.Name, device with { Serial = device.Serial + "x" }, key));
        AssertRefused(await Deactivate(user.Name, device.Serial + "x", key));
    }

    [Fact]
    public async Task A_key_without_the_permission_is_told_that_and_no_more()
    {
        var (user, key) = await _world.NewUser("sts:*");
        var device = await NewDevice();
        Assert.Null(await Enable(user.Name, device, _world.Admin));
        var refusal = await Deactivate(user.Name, device.Serial, key);
        Assert.Equal("AccessDenied", refusal!.Code);
        Assert.Contains("is not authorized to perform: iam:DeactivateMFADevice", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_with_MFA_changes_the_devices_and_takes_the_last_one_off()
    {
        var (user, key) = await _world.NewUser("*");
        var (first, second) = (await NewDevice(), await NewDevice());
        Assert.Null(await Enable(user.Name, first, key));
        var token = (await _world.Server.Api.Get(new GetSessionTokenRequest { SerialNumber = first.Serial, TokenCode = Code(first.Seed, 1) }, key))
            .Credentials!.ToSigning();
        Assert.Null(await Enable(user.Name, second, token));
        Assert.Null(await Deactivate(user.Name, first.Serial, token));
        Assert.Null(await Deactivate(null, second.Serial, token));
        Assert.Null(await Enable(user.Name, first, key, ahead: 8));
    }

    [Fact]
    public async Task Devices_of_others_and_synchronising_need_no_MFA()
    {
        var (user, key) = await _world.NewUser("*");
        var (other, _) = await _world.NewUser();
        var (own, its) = (await NewDevice(), await NewDevice());
        Assert.Null(await Enable(user.Name, own, key));
        Assert.Null((await _world.Server.Api.Call(
            new ResyncMfaDeviceRequest { UserName = user.Name, SerialNumber = own.Serial, AuthenticationCode1 = Code(own.Seed, 3),
            AuthenticationCode2 = Code(own.Seed, 4) }, key)).Error);
        Assert.Null(await Enable(other.Name, its, key));
        Assert.Null(await Deactivate(other.Name, its.Serial, key));
        Assert.Null(await Deactivate(user.Name, own.Serial, _world.Admin));
    }

    [Fact]
    public async Task A_root_key_is_held_to_the_same()
    {
        var (first, second) = (await NewDevice(), await NewDevice());
        Assert.Null(await Enable("root", first, _world.Root));
        AssertRefused(await Enable("root", second, _world.Root));
        AssertRefused(await Deactivate(null, first.Serial, _world.Root));
        var token = (await _world.Server.Api.Get(
            new GetSessionTokenRequest { SerialNumber = first.Serial, TokenCode = Code(first.Seed, 1) }, _world.Root)).Credentials!.ToSigning();
        Assert.Null(await Deactivate(null, first.Serial, token));
    }

    [Fact]
    public async Task Of_two_first_devices_enabled_at_once_one_stays_the_only_one()
    {
        var (user, key) = await _world.NewUser("*");
        var devices = new[] { await NewDevice(), await NewDevice(), await NewDevice(), await NewDevice() };
        var refusals = await Task.WhenAll(devices.Select(device => Enable(user.Name, device, key)));
        Assert.Single(refusals, static refusal => refusal is null);
    }

    private static void AssertRefused(AwsError? refusal) =>
        Assert.Equal(("AccessDenied", 403, Sentence), (refusal?.Code, refusal?.Status, refusal?.Message));

    private async Task<(string Serial, byte[] Seed)> NewDevice()
    {
        var created = (await _world.Server.Api.Get(
            new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "device-" + Guid.NewGuid().ToString("N") }, _world.Admin)).VirtualMfaDevice;
        return (created.SerialNumber, MfaDeviceTests.Decode(created));
    }

    private async Task<AwsError?> Enable(string user, (string Serial, byte[] Seed) device, SigningCredentials caller, int ahead = 0) =>
        (await _world.Server.Api.Call(
            new EnableMfaDeviceRequest { UserName = user, SerialNumber = device.Serial, AuthenticationCode1 = Code(device.Seed, ahead - 1),
            AuthenticationCode2 = Code(device.Seed, ahead) }, caller)).Error;

    private async Task<AwsError?> Deactivate(string? user, string serial, SigningCredentials caller) =>
        (await _world.Server.Api.Call(new DeactivateMfaDeviceRequest { UserName = user, SerialNumber = serial }, caller)).Error;

    private string Code(byte[] seed, int stepsAhead) => TimeCode.At(seed, TimeCode.StepAt(_world.Clock.GetUtcNow()) + stepsAhead);
}
