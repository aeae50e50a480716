using System.Security.Cryptography;
using Daypass.Federation.Tests.Saml;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Query;
using Daypass.Protocol.Sts;
using Daypass.Testing;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Federation.Tests.EndToEnd;

/// <summary>The IAM operations on identity providers, in AWS's order, shapes and words.</summary>
public sealed class ProviderOperationTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly TestSamlIdp _idp = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(_clock);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_OpenID_Connect_provider_is_kept_changed_and_forgotten_as_AWS_does()
    {
        var arn = (await Get(new CreateOpenIdConnectProviderRequest
        {
            Url = "https://idp.example.com:443/path/",
            ClientIdList = ["z", "a", "z"],
            ThumbprintList = [new string('A', 40), new string('a', 40)],
            Tags = [new Tag { Key = "k", Value = "v" }],
        })).OpenIdConnectProviderArn!;

        Assert.Equal($"arn:aws:iam::{_server.Account}:oidc-provider/idp.example.com/path/", arn);
        Assert.Equal(("EntityAlreadyExists", 409), await Refused(new CreateOpenIdConnectProviderRequest { Url = "https://idp.example.com/path/" }));
        await Get(new CreateOpenIdConnectProviderRequest { Url = "https://idp.example.com/path" });
        await Get(new AddClientIdToOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn, ClientId = "a" });
        await Get(new AddClientIdToOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn, ClientId = "b" });
        await Get(new RemoveClientIdFromOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn, ClientId = "absent" });
        await Get(new RemoveClientIdFromOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn, ClientId = "z" });
        await Get(new TagOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn, Tags = [new Tag { Key = "a", Value = "1" }] });
        var shown = await Get(new GetOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn });

        Assert.Equal("idp.example.com/path/", shown.Url);
        Assert.Equal(["a", "b"], shown.ClientIdList!);
        Assert.Equal([new string('a', 40), new string('a', 40)], shown.ThumbprintList!);
        Assert.Equal(["a", "k"], shown.Tags!.Select(static tag => tag.Key));
        Assert.Equal(2, (await Get(new ListOpenIdConnectProvidersRequest())).OpenIdConnectProviderList.Count);
        Assert.Equal(("InvalidInput", 400),
            await Refused(new UpdateOpenIdConnectProviderThumbprintRequest { OpenIdConnectProviderArn = arn, ThumbprintList = [] }));
        Assert.Equal(("InvalidInput", 400),
            await Refused(new CreateOpenIdConnectProviderRequest { Url = "https://six.example.com",
            ThumbprintList = [.. Enumerable.Repeat(new string('b', 40), 6)] }));
        Assert.Equal(("InvalidInput", 400), await Refused(new CreateOpenIdConnectProviderRequest { Url = "https://idp.example.com/?q=1" }));

        await Get(new DeleteOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn });
        Assert.Equal(("NoSuchEntity", 404), await Refused(new DeleteOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn }));
        Assert.Equal(("NoSuchEntity", 404), await Refused(new GetOpenIdConnectProviderRequest { OpenIdConnectProviderArn = arn }));
    }

    [Theory]
    [InlineData("arn:aws:iam::{0}:oidc-provider")]
    [InlineData("arn:aws:iam::{0}:oidc-provider/")]
    [InlineData("arn:aws:iam::{0}:role/some-role-name")]
    public async Task An_ARN_of_something_else_is_refused_and_never_an_accident(string arn)
    {
        var error = (await _server.Api.Call(
            new GetOpenIdConnectProviderRequest { OpenIdConnectProviderArn =
            string.Format(System.Globalization.CultureInfo.InvariantCulture, arn, _server.Account) }, _server.Admin)).Error!;

        Assert.InRange(error.Status, 400, 404);
    }

    [Fact]
    public async Task A_SAML_provider_keeps_two_private_keys_and_never_shows_them()
    {
        var arn = (await Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = _idp.Metadata })).SamlProviderArn!;
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportPkcs8PrivateKeyPem();

        await Says("ValidationError", "Unable to update identity provider. No updates are defined for metadata or encryption assertion.",
            new UpdateSamlProviderRequest { SamlProviderArn = arn });
        await Says("InvalidInput", "Failed to set assertion encryption mode to Required because no private key is present.",
            new UpdateSamlProviderRequest { SamlProviderArn = arn, AssertionEncryptionMode = "Required" });
        await Says("InvalidInput", "Invalid private key.", new UpdateSamlProviderRequest { SamlProviderArn = arn, AddPrivateKey = "no key" });
        await Says("InvalidInput", "Invalid private key.", new UpdateSamlProviderRequest { SamlProviderArn = arn, AddPrivateKey = RsaKeyForm.Pem(8200, 3) });
        await Get(new UpdateSamlProviderRequest { SamlProviderArn = arn, AddPrivateKey = pem });
        await Get(new UpdateSamlProviderRequest { SamlProviderArn = arn, AddPrivateKey = pem });
        await Says("LimitExceeded", "Private key limit of 2 is reached.", new UpdateSamlProviderRequest { SamlProviderArn = arn, AddPrivateKey = pem });
        await Get(new UpdateSamlProviderRequest { SamlProviderArn = arn, AssertionEncryptionMode = "Required" });
        var shown = await Get(new GetSamlProviderRequest { SamlProviderArn = arn });

        Assert.Matches("^SAMLSP[A-Z0-9]{16}$", shown.SamlProviderUuid!);
        Assert.All(shown.PrivateKeyList!, static key => Assert.Matches("^SAMLPK[A-Z0-9]{16}$", key.KeyId!));
        Assert.Equal(("Required", _clock.GetUtcNow().AddYears(100)), (shown.AssertionEncryptionMode, shown.ValidUntil!.Value));
        var (first, second) = (shown.PrivateKeyList![0].KeyId!, shown.PrivateKeyList[1].KeyId!);
        await Says("ValidationError", "Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.",
            new UpdateSamlProviderRequest { SamlProviderArn = arn, AddPrivateKey = pem, RemovePrivateKey = first });
        await Get(new UpdateSamlProviderRequest { SamlProviderArn = arn, RemovePrivateKey = first });
        await Says("InvalidInput", "Failed to remove private key.", new UpdateSamlProviderRequest { SamlProviderArn = arn, RemovePrivateKey = second });
        await Says("InvalidInput", "Could not parse metadata",
            new UpdateSamlProviderRequest { SamlProviderArn = arn, SamlMetadataDocument = new string('x', 1000) });
        Assert.Equal(("EntityAlreadyExists", 409), await Refused(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = _idp.Metadata }));
        Assert.Single((await Get(new ListSamlProvidersRequest())).SamlProviderList);

        foreach (var file in Directory.GetFiles(_server.DataFolder, "daypass.db*"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var octets = new byte[open.Length];
            await open.ReadExactlyAsync(octets);
            Assert.Equal(-1, octets.AsSpan().IndexOf("PRIVATE KEY"u8));
        }

        await Get(new DeleteSamlProviderRequest { SamlProviderArn = arn });
        Assert.Equal(("NoSuchEntity", 404), await Refused(new GetSamlProviderRequest { SamlProviderArn = arn }));
    }

    private Task<TOutput> Get<TInput, TOutput>(IOperationInput<TInput, TOutput> input) where TInput : IOperationInput<TInput, TOutput> where TOutput
        : IOperationOutput<TOutput> =>
        _server.Api.Get(input, _server.Admin);

    private async Task<(string Code, int Status)> Refused<TInput, TOutput>(IOperationInput<TInput, TOutput> input) where TInput
        : IOperationInput<TInput, TOutput> where TOutput : IOperationOutput<TOutput> =>
        (await _server.Api.Call(input, _server.Admin)).Error is { } error ? (error.Code, error.Status) : ("none", 200);

    private async Task Says<TInput, TOutput>(string code, string message, IOperationInput<TInput, TOutput> input) where TInput
        : IOperationInput<TInput, TOutput> where TOutput : IOperationOutput<TOutput>
    {
        var error = (await _server.Api.Call(input, _server.Admin)).Error;
        Assert.Equal((code, message), (error?.Code, error?.Message));
    }
}
