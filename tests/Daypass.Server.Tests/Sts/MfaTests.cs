using System.Security.Cryptography;
using Daypass.Core.Entities;
using Daypass.Core.Mfa;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Server.Tests.Sts;

/// <summary>MFA in AssumeRole and GetSessionToken: right, wrong, late and replayed codes.</summary>
public sealed class MfaTests : IAsyncLifetime
{
    private const string WrongCode = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    private const string WrongSerial =
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";
    private const string AsksForMfa = """{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}}""";

    private readonly World _world = new();
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(20);

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    [Trait("Conformance", "MFA ok/wrong/foreign/replayed")]
    public async Task A_right_code_satisfies_a_trust_policy_that_asks_for_MFA_and_is_good_once()
    {
        var (user, key, serial) = await UserWithDevice();
        var (_, arn) = await _world.NewRole(World.TrustPrincipal(_world.Parts.Arns.For(user), condition: AsksForMfa));
        Assert.NotNull(await _world.Refusal(arn, key));
        Assert.Null(await Assume(arn, key, serial, Code(0)));

        var again = await Assume(arn, key, serial, Code(0));
        Assert.Equal(("AccessDenied", 403, WrongCode), (again!.Code, again.Status, again.Message));
        Assert.Null(await Assume(arn, key, serial, Code(1)));
    }

    [Theory]
    [Trait("Conformance", "MFA ok/wrong/foreign/replayed")]
    [InlineData(-3, false)]
    [InlineData(-2, true)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task A_code_may_be_two_steps_off_and_no_more(int step, bool accepted)
    {
        var (_, key, serial) = await UserWithDevice();
        var result = await _world.Server.Api.Call(new GetSessionTokenRequest { SerialNumber = serial, TokenCode = Code(step) }, key);
        Assert.Equal(accepted, result.Succeeded);
        Assert.True(accepted || result.Error!.Message == WrongCode);
    }

    [Fact]
    public async Task A_code_used_for_one_operation_is_used_for_the_other()
    {
        var (user, key, serial) = await UserWithDevice();
        var (_, arn) = await _world.NewRole(World.TrustPrincipal(_world.Parts.Arns.For(user)));
        Assert.True((await _world.Server.Api.Call(new GetSessionTokenRequest { SerialNumber = serial, TokenCode = Code(0) }, key)).Succeeded);
        Assert.Equal(WrongCode, (await Assume(arn, key, serial, Code(0)))!.Message);
    }

    [Fact]
    public async Task Of_many_uses_of_one_code_at_once_one_succeeds()
    {
        var (_, key, serial) = await UserWithDevice();
        var results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => _world.Server.Api.Call(new GetSessionTokenRequest { SerialNumber = serial, TokenCode = Code(0) }, key)));
        Assert.Single(results, static result => result.Succeeded);
    }

    [Fact]
    [Trait("Conformance", "MFA ok/wrong/foreign/replayed")]
    public async Task Foreign_unknown_and_unassigned_devices_are_not_told_apart()
    {
        var (_, key, serial) = await UserWithDevice();
        var (_, _, foreign) = await UserWithDevice();
        var unassigned = _world.Parts.Arns.For(await NewDevice(null));
        foreach (var wrong in new[] { foreign, unassigned, serial
            + "x", "GAHT12345678", serial.Replace(_world.Account, (await _world.NewAccount()).Id, StringComparison.Ordinal) })
        {
            var refusal = (await _world.Server.Api.Call(new GetSessionTokenRequest { SerialNumber = wrong, TokenCode = Code(0) }, key)).Error;
            Assert.Equal(("AccessDenied", 403, WrongSerial), (refusal!.Code, refusal.Status, refusal.Message));
        }
    }

    [Fact]
    public async Task A_role_session_has_no_device()
    {
        var (_, _, serial) = await UserWithDevice();
        var (_, source) = await _world.NewTrustingRole("sts:*");
        var (_, target) = await _world.NewTrustingRole();
        Assert.Equal(WrongSerial, (await Assume(target, await _world.Assume(source, _world.Admin), serial, Code(0)))!.Message);
    }

    [Fact]
    public async Task A_role_session_knows_nothing_of_the_MFA_with_which_it_was_assumed()
    {
        var (user, key, serial) = await UserWithDevice();
        var (_, first) = await _world.NewRole(World.TrustPrincipal(_world.Parts.Arns.For(user)), "sts:*");
        var (_, second) = await _world.NewRole(World.TrustPrincipal(first, condition: """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"""));
        var (_, third) = await _world.NewRole(
            World.TrustPrincipal(first, condition: """{"Bool":{"aws:MultiFactorAuthPresent":"false"},"Null":{"aws:MultiFactorAuthAge":"true"}}"""));
        var session = await _world.Assume(first, key, request => request with { SerialNumber = serial, TokenCode = Code(0) });
        Assert.NotNull(await _world.Refusal(second, session));
        Assert.Null(await _world.Refusal(third, session));
    }

    [Fact]
    public async Task A_user_token_with_MFA_carries_it_and_its_age_grows()
    {
        var (user, key, serial) = await UserWithDevice();
        var (_, arn) = await _world.NewRole(World.TrustPrincipal(_world.Parts.Arns.For(user), condition: AsksForMfa));
        var token = (await _world.Server.Api.Get(new GetSessionTokenRequest { SerialNumber = serial, TokenCode = Code(0) }, key)).Credentials!.ToSigning();
        Assert.Null(await _world.Refusal(arn, token));
        _world.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await _world.Refusal(arn, token));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await _world.Refusal(arn, token));

        var plain = (await _world.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!.ToSigning();
        Assert.NotNull(await _world.Refusal(arn, plain));

        // A code proves the device for the one call, whatever the token says.
        Assert.Null(await Assume(arn, plain, serial, Code(0)));
        Assert.NotNull(await _world.Refusal(arn, plain));
    }

    [Fact]
    public async Task A_device_answers_nine_codes_in_a_window_of_three_minutes_right_and_wrong_ones()
    {
        var (_, key, serial) = await UserWithDevice();
        var (_, other, sibling) = await UserWithDevice();
        BeginWindow();
        Assert.Null(await Token(key, serial, Code(-1)));
        for (var wrong = 0; wrong < 8; wrong++)
        {
            Assert.Equal(WrongCode, (await Token(key, serial, Code(100 + wrong)))!.Message);
        }

        Assert.Equal(("AccessDenied", 403, WrongSerial), Triple(await Token(key, serial, Code(0))));
        Assert.Null(await Token(other, sibling, Code(0)));
        _world.Clock.Advance(TimeSpan.FromSeconds(179));
        Assert.Equal(WrongSerial, (await Token(key, serial, Code(0)))!.Message);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Token(key, serial, Code(0)));
    }

    [Fact]
    public async Task After_three_windows_of_wrong_codes_even_the_right_one_has_to_wait_and_longer_after_each_further_one()
    {
        var (_, key, serial) = await UserWithDevice();
        BeginWindow();
        await FailFor(windows: 3, key, serial);
        Assert.Equal(WrongSerial, (await Token(key, serial, Code(0)))!.Message);
        _world.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(WrongCode, (await Token(key, serial, Code(100)))!.Message);
        _world.Clock.Advance(TimeSpan.FromSeconds(359));
        Assert.Equal(WrongSerial, (await Token(key, serial, Code(0)))!.Message);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Token(key, serial, Code(0)));
        Assert.Equal(WrongCode, (await Token(key, serial, Code(100)))!.Message);
        Assert.Null(await Token(key, serial, Code(1)));
    }

    [Fact]
    public async Task A_right_code_forgives_the_wrong_ones_before_it()
    {
        var (_, key, serial) = await UserWithDevice();
        BeginWindow();
        await FailFor(windows: 2, key, serial);
        Assert.Null(await Token(key, serial, Code(0)));
        _world.Clock.Advance(TimeSpan.FromMinutes(3));
        await FailFor(windows: 2, key, serial);
        Assert.Null(await Token(key, serial, Code(0)));
    }

    [Fact]
    public async Task Guesses_that_arrive_at_once_are_not_more_than_nine()
    {
        var (_, key, serial) = await UserWithDevice();
        BeginWindow();
        var refusals = await Task.WhenAll(Enumerable.Range(0, 14).Select(number => Token(key, serial, Code(100 + number))));
        Assert.Equal(9, refusals.Count(static refusal => refusal!.Message == WrongCode));
        Assert.Equal(5, refusals.Count(static refusal => refusal!.Message == WrongSerial));
    }

    // Windows begin at whole multiples of three minutes, wherever the clock of the test stands.
    private void BeginWindow() => _world.Clock.Advance(TimeSpan.FromSeconds(180 - _world.Clock.GetUtcNow().ToUnixTimeSeconds() % 180));

    private async Task FailFor(int windows, SigningCredentials key, string serial)
    {
        for (var window = 0; window < windows; window++)
        {
            for (var wrong = 0; wrong < 9; wrong++)
            {
                Assert.Equal(WrongCode, (await Token(key, serial, Code(100 + wrong)))!.Message);
            }

            if (window < windows - 1 || windows < 3)
            {
                _world.Clock.Advance(TimeSpan.FromMinutes(3));
            }
        }
    }

    private static (string? Code, int? Status, string? Message) Triple(AwsError? error) => (error?.Code, error?.Status, error?.Message);

    private async Task<(User User, SigningCredentials Key, string Serial)> UserWithDevice()
    {
        var (user, key) = await _world.NewUser("sts:*");
        return (user, key, _world.Parts.Arns.For(await NewDevice(user.Id)));
    }

    private async Task<MfaDevice> NewDevice(string? owner)
    {
        var id = Guid.NewGuid().ToString("N");
        var device = new MfaDevice
        {
            Account = _world.Account,
            Name = "device-" + id[..8],
            Id = id,
            Path = "/phones/",
            SealedSeed = _world.Parts.Envelope.Seal(MfaVerifier.SeedPurpose, id, _seed),
            OwnerId = owner,
            EnabledAt = owner is null ? null : _world.Clock.GetUtcNow(),
        };
        await _world.Write(transaction => transaction.TryAdd(device, default));
        return device;
    }

    private string Code(int stepsAhead) => TimeCode.At(_seed, TimeCode.StepAt(_world.Clock.GetUtcNow()) + stepsAhead);

    private Task<AwsError?> Assume(string arn, SigningCredentials key, string serial, string code) =>
        _world.Refusal(arn, key, request => request with { SerialNumber = serial, TokenCode = code });

    private async Task<AwsError?> Token(SigningCredentials key, string serial, string code) =>
        (await _world.Server.Api.Call(new GetSessionTokenRequest { SerialNumber = serial, TokenCode = code }, key)).Error;
}
