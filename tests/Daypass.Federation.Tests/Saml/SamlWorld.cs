using System.Xml;
using Daypass.Core.Federation;
using Daypass.Federation.Saml;
using Daypass.Federation.Saml.Metadata;
using Daypass.Protocol.Errors;
using Daypass.Testing;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Saml;

/// <summary>A SAML provider, an account that registered it, and a verifier between them.</summary>
public sealed class SamlWorld
{
    public const string SignatureInvalid = "Response signature invalid";

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

    internal SamlProvider Provider { get; }

    internal SamlVerifier Verifier { get; }

    public SamlDraft Draft => new() { Now = Clock.GetUtcNow() };

    internal Result<SamlIdentity> Present(string response, Func<SamlRules, SamlRules>? rules = null, string role = SamlDraft.Role) =>
        Verifier.Verify(response, rules is null ? Provider : Provider with { Rules = rules(Provider.Rules) }, role);

    internal Result<SamlIdentity> Present(XmlDocument response) => Present(TestSamlIdp.Encode(response));

    internal AwsError Refused(string response, Func<SamlRules, SamlRules>? rules = null)
    {
        var result = Present(response, rules);
        Assert.False(result.Succeeded, "the response was accepted");
        Assert.Equal(400, result.Error!.Status);
        Assert.NotNull(result.Error.Reason);
        Assert.DoesNotContain("DP-SAML-00", result.Error.Reason, StringComparison.Ordinal);
        return result.Error;
    }

    internal AwsError Refused(XmlDocument response) => Refused(TestSamlIdp.Encode(response));
}
