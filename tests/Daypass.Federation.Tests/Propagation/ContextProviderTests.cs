using Daypass.Protocol.Answers;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>The context provider of identity providers: made, shown, changed and removed.</summary>
public sealed class ContextProviderTests : IAsyncLifetime
{
    private static readonly ContextProviderShape Whole = new()
    {
        SubjectSourceKey = "preferred name",
        SubjectTypeSourceKey = "kind",
        KeyDefinitionList =
        [
            new ContextProviderKeyDefinition { SourceKey = "https://example.com/unit", TargetKey = "Unit" },
            new ContextProviderKeyDefinition { SourceKey = "act/sub" },
        ],
    };

    private PropagationWorld _world = null!;

    public async Task InitializeAsync() => _world = await PropagationWorld.Start();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Both_kinds_of_providers_show_change_and_lose_it()
    {
        await _world.RegisterOidc(Whole);
        await _world.RegisterSaml(Whole);
        Same(Whole, await OfOidc());
        Same(Whole, await OfSaml());

        var other = PropagationWorld.Context("sub");
        await _world.Get(new UpdateOpenIdConnectProviderRequest { OpenIdConnectProviderArn = _world.OidcArn, ContextProvider = other });
        await _world.Get(new UpdateSamlProviderRequest { SamlProviderArn = _world.SamlArn, ContextProvider = other });
        Same(other, await OfOidc());
        Same(other, await OfSaml());

        // What is not about it leaves it as it is.
        await _world.Get(
            new UpdateOpenIdConnectProviderThumbprintRequest { OpenIdConnectProviderArn = _world.OidcArn, ThumbprintList = [new string('b', 40)] });
        await _world.Get(new UpdateSamlProviderRequest { SamlProviderArn = _world.SamlArn, SamlMetadataDocument = _world.Idp.Metadata });
        Same(other, await OfOidc());
        Same(other, await OfSaml());
        await _world.Get(new UpdateOpenIdConnectProviderRequest { OpenIdConnectProviderArn = _world.OidcArn, RemoveContextProvider = true });
        await _world.Get(new UpdateSamlProviderRequest { SamlProviderArn = _world.SamlArn, RemoveContextProvider = true });
        Assert.Null(await OfOidc());
        Assert.Null(await OfSaml());
        Assert.Equal([new string('b', 40)],
            (await _world.Get(new GetOpenIdConnectProviderRequest { OpenIdConnectProviderArn = _world.OidcArn })).ThumbprintList!);
    }

    [Fact]
    public async Task What_contradicts_itself_is_refused()
    {
        await _world.RegisterOidc(null);
        await _world.RegisterSaml(null);
        var update = new UpdateOpenIdConnectProviderRequest { OpenIdConnectProviderArn = _world.OidcArn };
        await Says("Unable to update identity provider. No updates are defined.", update);
        await Says("Unable to update identity provider. No updates are defined.", update with { RemoveContextProvider = false });
        const string Both = "ContextProvider and RemoveContextProvider cannot both be specified.";
        await Says(Both, update with { ContextProvider = Whole, RemoveContextProvider = true });
        await Says(Both, new UpdateSamlProviderRequest { SamlProviderArn = _world.SamlArn, ContextProvider = Whole, RemoveContextProvider = true });
        await Says("SubjectTypeSourceKey and SubjectTypeValue cannot both be specified.",
            update with { ContextProvider = Whole with { SubjectTypeValue = "user" } });
        await Says("Duplicate target keys found in KeyDefinitionList.", update with { ContextProvider = PropagationWorld.Context("sub", "a>unit", "Unit") });
        await Says("Duplicate target keys found in KeyDefinitionList.", new CreateSamlProviderRequest
        {
            Name = "others", SamlMetadataDocument = _world.Idp.Metadata, ContextProvider = PropagationWorld.Context("sub", "a>x", "b>X"),
        });
        const string NoCenter = "This service has no IAM Identity Center, so no identity provider can be associated with an instance of it.";
        await Says(NoCenter, update with { IdentityCenterInstanceArn = "arn:aws:sso:::instance/ssoins-1234567890abcdef" });
        await Says(NoCenter, update with { RemoveIdentityCenterInstance = true });
    }

    [Theory]
    [InlineData(" sub")]
    [InlineData("sub ")]
    [InlineData("two  spaces")]
    [InlineData("semi;colon")]
    [InlineData("\u00fcmlaut")]
    public async Task A_key_has_plain_characters_and_single_spaces_inside(string key)
    {
        await _world.RegisterOidc(null);
        var refusal = (await _world.Server.Api.Call(
            new UpdateOpenIdConnectProviderRequest { OpenIdConnectProviderArn = _world.OidcArn, ContextProvider = PropagationWorld.Context(key) },
            _world.Server.Admin)).Error;
        Assert.Equal("ValidationError", refusal?.Code);
        Assert.Contains("failed to satisfy constraint", refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bool", "iam:EnableIdentityPropagation", "true", true, false)]
    [InlineData("Bool", "iam:EnableIdentityPropagation", "false", false, true)]
    [InlineData("ForAnyValue:StringLike", "iam:ResourceIdentityProviderIssuers", "localhost:*", true, true)]
    [InlineData("ForAnyValue:StringLike", "iam:ResourceIdentityProviderIssuers", "elsewhere.example.com", false, false)]
    public async Task Policies_say_who_may_switch_it_on_and_off_and_for_whom(string comparison, string key, string value, bool maySet, bool mayRemove)
    {
        await _world.RegisterOidc(null);
        await _world.Get(new CreateUserRequest { UserName = "operator" });
        await _world.Get(new PutUserPolicyRequest
        {
            UserName = "operator",
            PolicyName = "own",
            PolicyDocument = PropagationWorld.Allow("\"iam:UpdateOpenIDConnectProvider\"", $$"""{"{{comparison}}":{"{{key}}":"{{value}}"} }"""),
        });
        var made = (await _world.Get(new CreateAccessKeyRequest { UserName = "operator" })).AccessKey;
        var user = new SigningCredentials(made.AccessKeyId, Protocol.Secret.FromText(made.SecretAccessKey));
        var update = new UpdateOpenIdConnectProviderRequest { OpenIdConnectProviderArn = _world.OidcArn };

        Assert.Equal(maySet, (await _world.Server.Api.Call(update with { ContextProvider = PropagationWorld.Context("sub") }, user)).Succeeded);
        Assert.Equal(mayRemove, (await _world.Server.Api.Call(update with { RemoveContextProvider = true }, user)).Succeeded);
    }

    private async Task<ContextProviderShape?> OfOidc() =>
        (await _world.Get(new GetOpenIdConnectProviderRequest { OpenIdConnectProviderArn = _world.OidcArn })).ContextProvider;

    private async Task<ContextProviderShape?> OfSaml() => (await _world.Get(new GetSamlProviderRequest { SamlProviderArn = _world.SamlArn })).ContextProvider;

    private static void Same(ContextProviderShape expected, ContextProviderShape? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.SubjectSourceKey, expected.SubjectTypeSourceKey, expected.SubjectTypeValue),
            (actual.SubjectSourceKey, actual.SubjectTypeSourceKey, actual.SubjectTypeValue));
        Assert.Equal(expected.KeyDefinitionList, actual.KeyDefinitionList);
    }

    private async Task Says<TInput, TOutput>(string message, IOperationInput<TInput, TOutput> input)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput>
    {
        var error = (await _world.Server.Api.Call(input, _world.Server.Admin)).Error;
        Assert.Equal(("InvalidInput", message), (error?.Code, error?.Message));
    }
}
