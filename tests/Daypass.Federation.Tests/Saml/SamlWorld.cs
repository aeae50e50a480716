using System.Security.Cryptography;
using System.Xml;
using Daypass.Core.Identity;
using Daypass.Federation.Saml;
using Daypass.Federation.Saml.Metadata;
using Daypass.Protocol.Errors;
using Daypass.Testing;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Saml;

/// <summary>A SAML provider, an account that registered it, a verifier between them, and, once initialized, a running server that must say the same.</summary>
public sealed class SamlWorld : IAsyncLifetime
{
    public const string SignatureInvalid = "Response signature invalid";

    private FrontDoor? _door;

    public SamlWorld()
    {
        Idp = new TestSamlIdp();
        Provider = new SamlProvider
        {
            Arn = SamlDraft.Provider,
            Account = "123456789012",
            Name = "MySAMLIdP",
            Metadata = SamlMetadataReader.Read(Idp.Metadata).Value!,
        };
        Verifier = new SamlVerifier(Clock);
    }

    public ManualClock Clock { get; } = new();

    public TestSamlIdp Idp { get; }

    /// <summary>The account's key for encrypted assertions; the server has it, <see cref="Provider"/> has none.</summary>
    public RSA Recipient { get; } = RSA.Create(2048);

    internal SamlProvider Provider { get; }

    internal SamlVerifier Verifier { get; }

    public FrontDoor Door => _door ?? throw new InvalidOperationException("Not started.");

    public SamlDraft Draft => new() { Now = Clock.GetUtcNow() };

    public async Task InitializeAsync()
    {
        _door = new FrontDoor(Clock);
        await _door.InitializeAsync();
        await _door.Register(Idp, Recipient.ExportPkcs8PrivateKeyPem());
        Assert.True((await _door.Redeem(Idp.Mint(Draft))).Succeeded, "a good response is let in");
    }

    public async Task DisposeAsync()
    {
        if (_door is not null)
        {
            await _door.DisposeAsync();
        }

        Recipient.Dispose();
    }

    internal Result<SamlIdentity> Present(string response, Func<SamlRules, SamlRules>? rules = null, string role = SamlDraft.Role) =>
        Verifier.Verify(response, rules is null ? Provider : Provider with { Rules = rules(Provider.Rules) }, role);

    internal Result<SamlIdentity> Present(XmlDocument response) => Present(TestSamlIdp.Encode(response));

    /// <summary>Presents a response that must be refused by the verifier and, under the rules that hold for everybody, over HTTP alike.</summary>
    internal AwsError Refused(string response, Func<SamlRules, SamlRules>? rules = null)
    {
        var error = RefusedHere(response, rules);
        if (rules is null)
        {
            Door.RefusesResponse(response, error);
        }

        return error;
    }

    internal AwsError Refused(XmlDocument response) => Refused(TestSamlIdp.Encode(response));

    /// <summary>Presents a response that the verifier must refuse, without a server around it: for what is measured.</summary>
    internal AwsError RefusedHere(string response, Func<SamlRules, SamlRules>? rules = null)
    {
        var result = Present(response, rules);
        Assert.False(result.Succeeded, "the response was accepted");
        Assert.Equal(400, result.Error!.Status);
        Assert.NotNull(result.Error.Reason);
        Assert.DoesNotContain("DP-SAML-00", result.Error.Reason, StringComparison.Ordinal);
        return result.Error;
    }
}
