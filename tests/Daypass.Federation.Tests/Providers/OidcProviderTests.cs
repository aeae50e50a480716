using Daypass.Core.Entities;
using Daypass.Core.Sessions;
using Daypass.Core.Identity;
using Daypass.Federation.Oidc;
using Daypass.Federation.Oidc.Fetching;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Providers;
using Daypass.Federation.Oidc.Tokens;
using Daypass.Protocol.Errors;
using Daypass.Testing;
using Daypass.Testing.Providers;

namespace Daypass.Federation.Tests.Providers;

/// <summary>Must show 3: tokens of a certified OpenID provider.</summary>
[Trait("Category", "foreign")]
public sealed class OidcProviderTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private OidcProviderProcess _process = null!;
    private WebIdentityVerifier _verifier = null!;
    private OidcIssuer _provider = null!;

    public async Task InitializeAsync()
    {
        _process = await OidcProviderProcess.Start(_authority);
        _verifier = new WebIdentityVerifier(new OutboundRules { AllowLoopback = true, Roots = _authority.Roots }, new KeyLifetimes(), TimeProvider.System);
        _provider = new OidcIssuer
        {
            Arn = "arn:oidc-provider",
            Url = _process.Url,
            ClientIds = ["sts.amazonaws.com", "person", "person-es384"],
            ContextProvider = new ContextProvider { SubjectSourceKey = "sub", Keys = [new ContextKeyDefinition("email", "Mail")] },
        };
    }

    public async Task DisposeAsync()
    {
        await _process.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task Its_tokens_of_machines_and_people_verify_with_their_tags_and_a_restart_with_new_keys_is_survived()
    {
        var before = await _process.MachineToken();
        var machine = await Verify(before);
        Assert.Equal("machine", machine.Value!.Subject);
        Assert.Equal("sts.amazonaws.com", machine.Value.Audience);
        Assert.Equal([new SessionTag("Team", "platform", true), new SessionTag("CostCenter", "1234")], machine.Value.SessionTags);

        var person = (await Verify(await _process.PersonToken("person", "jane"))).Value!;
        Assert.Equal(("jane", "person", "jane"), (person.Subject, person.Audience, person.SourceIdentity));
        Assert.Contains(person.TrustKeys, static key => key.Name.EndsWith(":email", StringComparison.Ordinal) && key.Values is ["jane@example.com"]);

        Assert.Equal(("jane", _process.Url["https://".Length..]), (person.Propagated!.Subject, person.Propagated.Issuer));
        Assert.Equal([new("Mail", "jane@example.com")], person.Propagated.Context);
        Assert.Empty(machine.Value.Propagated!.Context);

        var curve = await _process.PersonToken("person-es384", "john");
        Assert.Equal("ec-384", (await Verify(curve)).Value!.KeyId);

        // The same ids, other keys: the nastiest rotation.
        await _process.Restart();
        Assert.True((await Verify(await _process.MachineToken())).Succeeded);
        Assert.False((await Verify(before)).Succeeded);
    }

    private async Task<Result<WebIdentity>> Verify(string token)
    {
        var read = UnverifiedToken.Read(token + "\n");
        Assert.True(read.Succeeded, read.Error?.Reason);
        var result = await _verifier.Verify(read.Value, _provider, "arn:aws:iam::123456789012:role/deployer", default);
        return result;
    }
}
