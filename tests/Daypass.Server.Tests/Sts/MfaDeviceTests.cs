using System.Text;
using Daypass.Core.Entities;
using Daypass.Core.Mfa;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing;

namespace Daypass.Server.Tests.Sts;

/// <summary>Virtual MFA devices in IAM, from the seed to the token.</summary>
public sealed class MfaDeviceTests : IAsyncLifetime
{
    private static readonly (string, int, string) WrongPair = ("InvalidAuthenticationCode", 403, "Authentication code for device is not valid.");

    private readonly World _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_new_device_shows_its_seed_once_as_text_and_as_a_picture()
    {
        var device = (await _world.Server.Api.Get(
            new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "phone", Path = "/a/", Tags = [new Tag { Key = "kind", Value = "app" }] }, _world.Admin))
            .VirtualMfaDevice;
        Assert.Equal($"arn:aws:iam::{_world.Account}:mfa/a/phone", device.SerialNumber);
        Assert.Matches("^[A-Z2-7]{64}$", Encoding.ASCII.GetString(device.Base32StringSeed!.Value.Span));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], device.QrCodePng!.Value[..4].ToArray());
        Assert.Equal("app", Assert.Single(device.Tags!).Value);

        var listed = Assert.Single((await _world.Server.Api.Get(new ListVirtualMfaDevicesRequest(), _world.Admin)).VirtualMfaDevices);
        Assert.Equal(device.SerialNumber, listed.SerialNumber);
        Assert.Null(listed.Base32StringSeed);
        Assert.Null(listed.User);
        var taken = (await _world.Server.Api.Call(
            new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "PHONE", Path = "/a/" }, _world.Admin)).Error!;
        Assert.Equal(("EntityAlreadyExists", 409, "MFA device already exists."), (taken.Code, taken.Status, taken.Message));
    }

    [Fact]
    public async Task Two_consecutive_codes_enable_a_device_and_open_a_session_each()
    {
        var (user, key) = await _world.NewUser("sts:*");
        var (serial, seed) = await NewDevice();
        await Enable(user, serial, seed);

        var own = Assert.Single((await _world.Server.Api.Get(new ListMfaDevicesRequest { UserName = user.Name }, _world.Admin)).MfaDevices);
        Assert.Equal((user.Name, serial, _world.Clock.GetUtcNow()), (own.UserName, own.SerialNumber, own.EnableDate));
        Assert.Equal(
            user.Name, Assert.Single(
            (await _world.Server.Api.Get(new ListVirtualMfaDevicesRequest { AssignmentStatus = "Assigned" }, _world.Admin)).VirtualMfaDevices).User!.UserName);
        Assert.Empty((await _world.Server.Api.Get(new ListVirtualMfaDevicesRequest { AssignmentStatus = "Unassigned" }, _world.Admin)).VirtualMfaDevices);

        Assert.True((await Token(key, serial, Code(seed, 1))).Succeeded);
        Assert.True((await Token(key, serial, Code(seed, 0))).Succeeded);
        Assert.True((await Token(key, serial, Code(seed, -1))).Succeeded);
        Assert.False((await Token(key, serial, Code(seed, 0))).Succeeded);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(-1, 1)]
    [InlineData(-1000, -999)]
    [InlineData(1000, 1001)]
    public async Task Other_codes_do_not_enable_it(int first, int second)
    {
        var (user, _) = await _world.NewUser();
        var (serial, seed) = await NewDevice();
        var refusal = (await _world.Server.Api.Call(
            new EnableMfaDeviceRequest { UserName = user.Name, SerialNumber = serial, AuthenticationCode1 = Code(seed, first),
            AuthenticationCode2 = Code(seed, second) }, _world.Admin)).Error;
        Assert.Equal(("InvalidAuthenticationCode", 403), (refusal!.Code, refusal.Status));
    }

    [Fact]
    public async Task A_device_whose_clock_is_off_is_set_right_by_Resync()
    {
        var (user, key) = await _world.NewUser("sts:*");
        var (serial, seed) = await NewDevice();
        await Enable(user, serial, seed);
        Assert.False((await Token(key, serial, Code(seed, 5))).Succeeded);

        await _world.Server.Api.Get(
            new ResyncMfaDeviceRequest { UserName = user.Name, SerialNumber = serial, AuthenticationCode1 = Code(seed, 5),
            AuthenticationCode2 = Code(seed, 6) }, _world.Admin);
        foreach (var off in new[] { 4, 8, 6, 5, 7 })
        {
            Assert.True((await Token(key, serial, Code(seed, off))).Succeeded);
        }

        Assert.False((await Token(key, serial, Code(seed, 0))).Succeeded);
        Assert.False((await Token(key, serial, Code(seed, 9))).Succeeded);
    }

    [Fact]
    public async Task A_pair_is_good_once_and_only_newer_ones_follow_whoever_has_the_device()
    {
        var (user, _) = await _world.NewUser();
        var (other, _) = await _world.NewUser();
        var (serial, seed) = await NewDevice();
        await Enable(user, serial, seed);
        Assert.Equal(WrongPair, await Resync(user, serial, seed, 0));
        Assert.Equal(WrongPair, await Resync(user, serial, seed, 1));
        Assert.Null(await Resync(user, serial, seed, 2));
        Assert.Equal(WrongPair, await Resync(user, serial, seed, -5));

        await _world.Server.Api.Get(new DeactivateMfaDeviceRequest { UserName = user.Name, SerialNumber = serial }, _world.Admin);
        Assert.Equal(WrongPair, await TryEnable(user, serial, seed, 2));
        Assert.Equal(WrongPair, await TryEnable(other, serial, seed, 3));
        Assert.Null(await TryEnable(other, serial, seed, 4));
    }

    [Fact]
    public async Task A_device_made_anew_begins_anew()
    {
        var (user, key) = await _world.NewUser("sts:*");
        var (serial, seed) = await NewDevice("again");
        Assert.Null(await TryEnable(user, serial, seed, 40));
        await _world.Server.Api.Get(new DeactivateMfaDeviceRequest { UserName = user.Name, SerialNumber = serial }, _world.Admin);
        await _world.Server.Api.Get(new DeleteVirtualMfaDeviceRequest { SerialNumber = serial }, _world.Admin);

        var (same, anew) = await NewDevice("again");
        Assert.Equal(serial, same);
        Assert.Null(await TryEnable(user, serial, anew, 0));
        Assert.True((await Token(key, serial, Code(anew, 0))).Succeeded);
        Assert.False((await Token(key, serial, Code(seed, 40))).Succeeded);
    }

    [Fact]
    public async Task The_seed_of_a_device_of_somebody_else_is_not_opened()
    {
        var (owner, _) = await _world.NewUser("sts:*");
        var (other, _) = await _world.NewUser("sts:*");
        var (serial, seed) = await NewDevice("shut");
        await Enable(owner, serial, seed);
        var stored = (await _world.Parts.Store.Find<MfaDevice>(_world.Account, MfaDevice.KeyName("/", "shut"), default))!;
        await _world.Change(stored, static device => device with { SealedSeed = [1, 2, 3] });

        // Whoever opens this seed finds that it does not open, and answers 500.
        Assert.Equal(("EntityAlreadyExists", 409, "MFA Device is already in use."), await TryEnable(other, serial, seed, 3));
        var refusal = await Resync(other, serial, seed, 3);
        Assert.NotNull(refusal);
        Assert.InRange(refusal.Value.Status, 400, 499);
    }

    [Fact]
    public async Task Synchronising_turns_no_used_code_into_a_new_one()
    {
        var (user, key) = await _world.NewUser("sts:*");
        var (serial, seed) = await NewDevice();
        await Enable(user, serial, seed);
        Assert.True((await Token(key, serial, Code(seed, 2))).Succeeded);
        var used = Code(seed, 2);
        _world.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Null(await Resync(user, serial, seed, 4 - 960));
        Assert.False((await Token(key, serial, used)).Succeeded);
        Assert.True((await Token(key, serial, Code(seed, 3 - 960))).Succeeded);
    }

    [Fact]
    public async Task What_is_said_of_a_device_tells_whose_it_is()
    {
        var (user, _) = await _world.NewUser();
        var (other, _) = await _world.NewUser();
        var (serial, seed) = await NewDevice();
        var notTheirs = ("NoSuchEntity", 404, "MFA Device invalid for user.");
        Assert.Equal(notTheirs, Triple(await Deactivate(user, serial)));
        Assert.Equal(notTheirs, await Resync(user, serial, seed, 0));
        await Enable(user, serial, seed);
        Assert.Equal(("EntityAlreadyExists", 409, $"MFA Device for user {user.Name} already exists."), await TryEnable(user, serial, seed, 4));
        Assert.Equal(("EntityAlreadyExists", 409, "MFA Device is already in use."), await TryEnable(other, serial, seed, 4));
        Assert.Equal(notTheirs, Triple(await Deactivate(other, serial)));
        Assert.Equal(notTheirs, await Resync(other, serial, seed, 4));
        Assert.Equal("NoSuchEntity", (await Deactivate(user, serial + "x"))!.Code);
        Assert.Equal(
            ("ValidationError", 400, "The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only hardware FIDO "
            + "security keys are supported. Please use the compatible device or API."),
            Triple((await _world.Server.Api.Call(new GetMfaDeviceRequest { SerialNumber = serial, UserName = user.Name }, _world.Admin)).Error));
    }

    [Fact]
    public async Task One_name_at_two_paths_is_two_devices()
    {
        var (user, key) = await _world.NewUser("sts:*");
        var (plain, _) = await NewDevice("pad");
        var (below, seed) = await NewDevice("pad", "/b/c/");
        Assert.Equal($"arn:aws:iam::{_world.Account}:mfa/b/c/pad", below);
        await Enable(user, below, seed);
        Assert.True((await Token(key, below, Code(seed, 1))).Succeeded);
        await _world.Server.Api.Get(new TagMfaDeviceRequest { SerialNumber = below, Tags = [new Tag { Key = "a", Value = "1" }] }, _world.Admin);
        await _world.Server.Api.Get(new DeleteVirtualMfaDeviceRequest { SerialNumber = plain }, _world.Admin);
        Assert.Equal(below, Assert.Single((await _world.Server.Api.Get(new ListVirtualMfaDevicesRequest(), _world.Admin)).VirtualMfaDevices).SerialNumber);
        Assert.Equal("NoSuchEntity", (await _world.Server.Api.Call(new DeleteVirtualMfaDeviceRequest { SerialNumber = plain }, _world.Admin)).Error!.Code);
    }

    [Fact]
    public async Task A_user_with_a_device_and_keys_is_told_of_the_device_first()
    {
        var (user, _) = await _world.NewUser();
        var (serial, seed) = await NewDevice();
        await Enable(user, serial, seed);
        var conflict = Triple((await _world.Server.Api.Call(new DeleteUserRequest { UserName = user.Name }, _world.Admin)).Error);
        Assert.Equal(("DeleteConflict", 409, "Cannot delete entity, must remove tokens from principal first."), conflict);
        await _world.Server.Api.Get(new DeactivateMfaDeviceRequest { UserName = user.Name, SerialNumber = serial }, _world.Admin);
        conflict = Triple((await _world.Server.Api.Call(new DeleteUserRequest { UserName = user.Name }, _world.Admin)).Error);
        Assert.Equal(("DeleteConflict", 409, "Cannot delete entity, must delete access keys first."), conflict);
    }

    [Fact]
    public async Task A_device_in_use_is_neither_given_away_nor_deleted()
    {
        var (user, key) = await _world.NewUser("sts:*");
        var (other, _) = await _world.NewUser();
        var (serial, seed) = await NewDevice();
        await Enable(user, serial, seed);

        Assert.Equal(
            "EntityAlreadyExists",
            (await _world.Server.Api.Call(
            new EnableMfaDeviceRequest { UserName = other.Name, SerialNumber = serial, AuthenticationCode1 = Code(seed, 1),
            AuthenticationCode2 = Code(seed, 2) }, _world.Admin)).Error!.Code);
        Assert.Equal("DeleteConflict", (await _world.Server.Api.Call(new DeleteVirtualMfaDeviceRequest { SerialNumber = serial }, _world.Admin)).Error!.Code);
        Assert.Equal(
            "NoSuchEntity", (await _world.Server.Api.Call(new DeactivateMfaDeviceRequest { UserName = other.Name, SerialNumber = serial }, _world.Admin))
            .Error!.Code);
        Assert.Equal("DeleteConflict", (await _world.Server.Api.Call(new DeleteUserRequest { UserName = user.Name }, _world.Admin)).Error!.Code);

        await _world.Server.Api.Get(new DeactivateMfaDeviceRequest { UserName = user.Name, SerialNumber = serial }, _world.Admin);
        Assert.False((await Token(key, serial, Code(seed, 1))).Succeeded);
        await _world.Server.Api.Get(new DeleteVirtualMfaDeviceRequest { SerialNumber = serial }, _world.Admin);
        Assert.Equal("NoSuchEntity", (await _world.Server.Api.Call(new DeleteVirtualMfaDeviceRequest { SerialNumber = serial }, _world.Admin)).Error!.Code);
    }

    [Fact]
    public async Task A_user_has_at_most_eight_devices()
    {
        var (user, _) = await _world.NewUser();
        for (var number = 1; number <= 8; number++)
        {
            var (serial, seed) = await NewDevice();
            await Enable(user, serial, seed);
        }

        var (ninth, its) = await NewDevice();
        var refusal = (await _world.Server.Api.Call(
            new EnableMfaDeviceRequest { UserName = user.Name, SerialNumber = ninth, AuthenticationCode1 = Code(its, -1), AuthenticationCode2 = Code(its, 0) },
            _world.Admin)).Error;
        Assert.Equal(("LimitExceeded", 409), (refusal!.Code, refusal.Status));
    }

    [Fact]
    public async Task Root_enables_a_device_for_itself_and_signs_in_with_it()
    {
        var created = (await _world.Server.Api.Get(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "root-account-mfa-device" }, _world.Root))
            .VirtualMfaDevice;
        var seed = Decode(created);
        await _world.Server.Api.Get(
            new EnableMfaDeviceRequest { UserName = "root", SerialNumber = created.SerialNumber, AuthenticationCode1 = Code(seed, -1),
            AuthenticationCode2 = Code(seed, 0) }, _world.Root);
        Assert.True((await Token(_world.Root, created.SerialNumber, Code(seed, 1))).Succeeded);
        var listed = Assert.Single((await _world.Server.Api.Get(new ListVirtualMfaDevicesRequest(), _world.Admin)).VirtualMfaDevices);
        Assert.Equal($"arn:aws:iam::{_world.Account}:root", listed.User!.Arn);
    }

    [Fact]
    public async Task A_token_with_MFA_may_call_IAM()
    {
        var (user, key) = await _world.NewUser("*");
        var (serial, seed) = await NewDevice();
        await Enable(user, serial, seed);
        var token = (await Token(key, serial, Code(seed, 1))).Value!.Credentials!.ToSigning();
        Assert.NotEmpty((await _world.Server.Api.Get(new ListVirtualMfaDevicesRequest(), token)).VirtualMfaDevices);
    }

    [Fact]
    public async Task Tags_of_a_device_are_put_listed_and_taken_away()
    {
        var (serial, _) = await NewDevice();
        await _world.Server.Api.Get(
            new TagMfaDeviceRequest { SerialNumber = serial, Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "b", Value = "2" }] }, _world.Admin);
        await _world.Server.Api.Get(new UntagMfaDeviceRequest { SerialNumber = serial, TagKeys = ["a"] }, _world.Admin);
        var left = Assert.Single((await _world.Server.Api.Get(new ListMfaDeviceTagsRequest { SerialNumber = serial }, _world.Admin)).Tags);
        Assert.Equal(("b", "2"), (left.Key, left.Value));
    }

    [Fact]
    public async Task The_seed_is_in_no_log_line()
    {
        var (serial, seed) = await NewDevice();
        var (user, _) = await _world.NewUser();
        await Enable(user, serial, seed);
        Assert.DoesNotContain(
            _world.Server.Log.All, line => line.Contains(Convert.ToBase64String(seed), StringComparison.Ordinal)
            || line.Contains(Code(seed, 0), StringComparison.Ordinal));
    }

    private async Task<(string Serial, byte[] Seed)> NewDevice(string? name = null, string? path = null)
    {
        var created = (await _world.Server.Api.Get(
            new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = name ?? "device-" + Guid.NewGuid().ToString("N"), Path = path }, _world.Admin))
            .VirtualMfaDevice;
        return (created.SerialNumber, Decode(created));
    }

    private async Task<(string Code, int Status, string Message)?> TryEnable(User user, string serial, byte[] seed, int second) => Triple(
        (await _world.Server.Api.Call(
            new EnableMfaDeviceRequest { UserName = user.Name, SerialNumber = serial, AuthenticationCode1 = Code(seed, second - 1),
            AuthenticationCode2 = Code(seed, second) }, _world.Admin)).Error);

    private async Task<(string Code, int Status, string Message)?> Resync(User user, string serial, byte[] seed, int second) => Triple(
        (await _world.Server.Api.Call(
            new ResyncMfaDeviceRequest { UserName = user.Name, SerialNumber = serial, AuthenticationCode1 = Code(seed, second - 1),
            AuthenticationCode2 = Code(seed, second) }, _world.Admin)).Error);

    private async Task<AwsError?> Deactivate(User user, string serial) =>
        (await _world.Server.Api.Call(new DeactivateMfaDeviceRequest { UserName = user.Name, SerialNumber = serial }, _world.Admin)).Error;

    private static (string Code, int Status, string Message)? Triple(AwsError? error) => error is null ? null : (error.Code, error.Status, error.Message!);

    private async Task Enable(User user, string serial, byte[] seed) => await _world.Server.Api.Get(
        new EnableMfaDeviceRequest { UserName = user.Name, SerialNumber = serial, AuthenticationCode1 = Code(seed, -1), AuthenticationCode2 = Code(seed, 0) },
            _world.Admin);

    private Task<Result<GetSessionTokenResponse>> Token(SigningCredentials key, string serial, string code) =>
        _world.Server.Api.Call(new GetSessionTokenRequest { SerialNumber = serial, TokenCode = code }, key);

    private string Code(byte[] seed, int stepsAhead) => TimeCode.At(seed, TimeCode.StepAt(_world.Clock.GetUtcNow()) + stepsAhead);

    internal static byte[] Decode(VirtualMfaDeviceShape device) => Base32.Decode(device.Base32StringSeed!.Value.Span);
}
