using Daypass.Core.Entities;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class PasswordTests(IamWorld world) : IClassFixture<IamWorld>, IAsyncLifetime
{
    private const string First = "Correct-horse-1";
    private const string Second = "Correct-horse-2";
    private const string Changes = "iam:ChangePassword";

    public async Task InitializeAsync() => await world.Server.Api.Call(new DeleteAccountPasswordPolicyRequest(), world.Admin);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_is_stored_is_a_salted_slow_hash_and_never_the_password()
    {
        var one = await Stored(await Secretive());
        var other = await Stored(await Secretive());
        Assert.Matches(@"^pbkdf2-sha512\$\d{6,}\$[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}$", one.PasswordHash);
        Assert.NotEqual(one.PasswordHash, other.PasswordHash);
        Assert.DoesNotContain(world.Server.Log.All, static line => line.Contains(First, StringComparison.Ordinal));
        await world.Parts.Uses.Flush();
        foreach (var file in System.IO.Directory.EnumerateFiles(world.Server.DataFolder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(First, await Text(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_user_changes_its_own_password_with_the_old_one()
    {
        var name = await Secretive();
        var credentials = await Changer(name);
        await world.Refuses(
            new ChangePasswordRequest { OldPassword = Second, NewPassword = "Correct-horse-3" }, "AccessDenied", 403, "The old password was incorrect.",
            credentials);
        await world.Do(new ChangePasswordRequest { OldPassword = First, NewPassword = Second }, credentials);
        await world.Refuses(
            new ChangePasswordRequest { OldPassword = First, NewPassword = "Correct-horse-3" }, "AccessDenied", 403, "The old password was incorrect.",
            credentials);
        await world.Do(new ChangePasswordRequest { OldPassword = Second, NewPassword = "Correct-horse-3" }, credentials);
        Assert.False((await world.Do(new GetLoginProfileRequest { UserName = name })).LoginProfile.PasswordResetRequired);
    }

    [Fact]
    public async Task A_password_is_not_changed_to_itself()
    {
        var credentials = await Changer(await Secretive());
        var refused = await world.Refused(new ChangePasswordRequest { OldPassword = First, NewPassword = First }, credentials);
        Assert.Equal(("AccessDenied", 403), (refused.Code, refused.Status));
        await world.Refuses(
            new ChangePasswordRequest { OldPassword = Second, NewPassword = Second }, "AccessDenied", 403, "The old password was incorrect.", credentials);
        await world.Do(new ChangePasswordRequest { OldPassword = First, NewPassword = Second }, credentials);
    }

    [Fact]
    public async Task After_five_wrong_passwords_even_the_right_one_has_to_wait()
    {
        var credentials = await Changer(await Secretive());
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(
                "AccessDenied", (await world.Refused(new ChangePasswordRequest { OldPassword = $"Wrong-horse-{attempt}", NewPassword = Second }, credentials))
                .Code);
        }

        var error = await world.Refused(new ChangePasswordRequest { OldPassword = First, NewPassword = Second }, credentials);
        Assert.Equal(("EntityTemporarilyUnmodifiable", 409), (error.Code, error.Status));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.Do(new ChangePasswordRequest { OldPassword = First, NewPassword = Second }, credentials);
    }

    [Fact]
    public async Task Only_users_have_a_password_of_their_own_to_change()
    {
        var error = await world.Refused(new ChangePasswordRequest { OldPassword = First, NewPassword = Second }, world.Server.Root);
        Assert.Equal(("InvalidUserType", 400), (error.Code, error.Status));
        await world.Do(new CreateUserRequest { UserName = "profileless" });
        await world.Refuses(
            new ChangePasswordRequest { OldPassword = First, NewPassword = Second }, "NoSuchEntity", 404, "Login Profile for User profileless cannot be found.",
            await Changer("profileless"));
    }

    [Fact]
    public async Task The_policy_may_let_every_user_change_its_own_password_and_no_other_ones()
    {
        var name = await Secretive();
        var credentials = await world.NewUser("plain-" + name, IamWorld.Allows("iam:GetUser"));
        await world.Do(new CreateLoginProfileRequest { UserName = "plain-" + name, Password = First });
        Assert.Equal("AccessDenied", (await world.Refused(new ChangePasswordRequest { OldPassword = First, NewPassword = Second }, credentials)).Code);
        await world.Do(new UpdateAccountPasswordPolicyRequest { AllowUsersToChangePassword = true });
        await world.Do(new ChangePasswordRequest { OldPassword = First, NewPassword = Second }, credentials);
        Assert.Equal("AccessDenied", (await world.Refused(new UpdateLoginProfileRequest { UserName = name, Password = Second }, credentials)).Code);

        // A denial still denies.
        await world.Do(
            new PutUserPolicyRequest { UserName = "plain-"
            + name, PolicyName = "not", PolicyDocument = IamWorld.Allows(Changes).Replace("Allow", "Deny", StringComparison.Ordinal) });
        var error = await world.Refused(new ChangePasswordRequest { OldPassword = Second, NewPassword = "Correct-horse-3" }, credentials);
        Assert.Contains("with an explicit deny in an identity-based policy", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Short-1", "Password should have a minimum length of 8")]
    [InlineData("onlylowercase", "Password should have at least three of these: uppercase letters, lowercase letters, numbers, symbols")]
    public async Task Without_a_policy_the_default_rules_hold(string password, string sentence)
    {
        await world.Do(new CreateUserRequest { UserName = "ruled-" + password });
        await world.Refuses(new CreateLoginProfileRequest { UserName = "ruled-" + password, Password = password }, "PasswordPolicyViolation", 400, sentence);
        Assert.Equal("NoSuchEntity", (await world.Refused(new GetLoginProfileRequest { UserName = "ruled-" + password })).Code);
    }

    [Theory]
    [InlineData("Aa1!", "Password should have a minimum length of 12")]
    [InlineData("lowercase-123", "Password should have at least one uppercase letter")]
    [InlineData("UPPERCASE-123", "Password should have at least one lowercase letter")]
    [InlineData("Only-Letters-", "Password should have at least one number")]
    [InlineData("NoSymbols12345", "Password should have at least one of the following symbols: !@#$%^&*()_+-=[]{}|'")]
    public async Task Each_rule_of_the_policy_is_told_in_its_own_sentence(string password, string sentence)
    {
        var name = await Secretive();
        await world.Do(new UpdateAccountPasswordPolicyRequest
        {
            MinimumPasswordLength = 12,
            RequireLowercaseCharacters = true,
            RequireNumbers = true,
            RequireSymbols = true,
            RequireUppercaseCharacters = true,
        });
        await world.Refuses(new UpdateLoginProfileRequest { UserName = name, Password = password }, "PasswordPolicyViolation", 400, sentence);
    }

    [Fact]
    public async Task Former_passwords_are_remembered_as_far_as_the_policy_asks()
    {
        var name = await Secretive();
        await world.Do(new UpdateAccountPasswordPolicyRequest { PasswordReusePrevention = 2 });
        await Renew(Second);
        await world.Refuses(
            new UpdateLoginProfileRequest { UserName = name, Password = First }, "PasswordPolicyViolation", 400,
            "Password has been used before; choose one that was not.");
        await Renew("Correct-horse-3");
        await Renew(First);

        Task Renew(string password) => world.Do(new UpdateLoginProfileRequest { UserName = name, Password = password });
    }

    [Fact]
    public async Task The_account_has_a_policy_only_when_it_was_given_one()
    {
        var none = $"The Password Policy with domain name {world.Account} cannot be found.";
        await world.Refuses(new GetAccountPasswordPolicyRequest(), "NoSuchEntity", 404, none);
        await world.Refuses(new DeleteAccountPasswordPolicyRequest(), "NoSuchEntity", 404, none);
        await world.Do(new UpdateAccountPasswordPolicyRequest { MaxPasswordAge = 90, HardExpiry = true });
        var policy = (await world.Do(new GetAccountPasswordPolicyRequest())).PasswordPolicy;
        Assert.Equal(
            (6, true, 90, true, null, false),
            (policy.MinimumPasswordLength, policy.ExpirePasswords, policy.MaxPasswordAge, policy.HardExpiry, policy.PasswordReusePrevention,
            policy.RequireNumbers));
        await world.Do(new UpdateAccountPasswordPolicyRequest { RequireNumbers = true });
        policy = (await world.Do(new GetAccountPasswordPolicyRequest())).PasswordPolicy;
        Assert.Equal((false, null, true), (policy.ExpirePasswords, policy.MaxPasswordAge, policy.RequireNumbers));
    }

    [Fact]
    public async Task A_profile_is_made_once_and_gone_when_deleted()
    {
        var name = await Secretive();
        await world.Refuses(
            new CreateLoginProfileRequest { UserName = name, Password = Second }, "EntityAlreadyExists", 409, $"Login Profile for user {name} already exists.");
        await world.Do(new UpdateLoginProfileRequest { UserName = name, PasswordResetRequired = true });
        Assert.True((await world.Do(new GetLoginProfileRequest { UserName = name })).LoginProfile.PasswordResetRequired);
        await world.Do(new DeleteLoginProfileRequest { UserName = name });
        var gone = $"Login Profile for User {name} cannot be found.";
        await world.Refuses(new GetLoginProfileRequest { UserName = name }, "NoSuchEntity", 404, gone);
        await world.Refuses(new UpdateLoginProfileRequest { UserName = name, Password = Second }, "NoSuchEntity", 404, gone);
        await world.Refuses(new DeleteLoginProfileRequest { UserName = name }, "NoSuchEntity", 404, gone);
    }

    private async Task<string> Secretive()
    {
        var name = "secretive-" + Guid.NewGuid().ToString("n");
        await world.Do(new CreateUserRequest { UserName = name[..40] });
        await world.Do(new CreateLoginProfileRequest { UserName = name[..40], Password = First });
        return name[..40];
    }

    private async Task<Protocol.Signing.SigningCredentials> Changer(string name)
    {
        await world.Do(new PutUserPolicyRequest { UserName = name, PolicyName = "may", PolicyDocument = IamWorld.Allows(Changes) });
        return await world.NewKey(name);
    }

    private async Task<LoginProfile> Stored(string name) => (await world.Parts.Store.Find<User>(world.Account, name, CancellationToken.None))!.Login!;

    private static async Task<string> Text(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
