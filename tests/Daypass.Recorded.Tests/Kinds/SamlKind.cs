using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>Assertions of an identity provider of ours that are made like the recorded ones, and presented for a role.</summary>
internal sealed class SamlKind : IRecordedKind
{
    private const string ProviderName = "recorded";
    private const string RoleName = "saml-probe";

    private readonly TestSamlIdp _idp = new();
    private readonly TestSamlIdp _other = new();
    private readonly RSA _recipient = RSA.Create(2048);

    public async Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world)
    {
        var (account, admin, _) = await world.NewAccount();
        var server = await world.Server();
        var provider = $"arn:aws:iam::{account}:saml-provider/{ProviderName}";
        var role = $"arn:aws:iam::{account}:role/{RoleName}";
        var isRequired = RecordedVector.Text(vector.Element, "provider") == "required";
        var recreate = RecordedVector.Text(vector.Element, "recreate");
        await MakeProvider(server, admin, _idp, isRequired);
        var names = new Dictionary<string, string>
        {
            ["account"] = account, ["provider"] = provider, ["role"] = role,
            ["uuid"] = (await server.Api.Get(new GetSamlProviderRequest { SamlProviderArn = provider }, admin)).SamlProviderUuid!,
            ["namequalifier"] = Convert.ToBase64String(Sha1($"{_idp.EntityId}{account}/{ProviderName}")),
        };
        var texts = new FederatedTexts(names, world.Clock.GetUtcNow());
        var trust = vector.Element.TryGetProperty("trust", out var given) ? texts.Fill(given)!.ToJsonString() : $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},
            "Action":["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]}]}
            """;
        var made = await server.Api.Call(
            new CreateRoleRequest { RoleName = RoleName, AssumeRolePolicyDocument = trust, MaxSessionDuration = 7200 }, admin);
        var answer = vector.Element.GetProperty("answer");
        if (!made.Succeeded || vector.Element.TryGetProperty("create", out _))
        {
            return texts.Compare(answer, made.Succeeded ? "Success" : made.Error.Code, made.Error?.Message, static _ => null);
        }

        if (recreate is not null)
        {
            await server.Api.Get(new DeleteSamlProviderRequest { SamlProviderArn = provider }, admin);
            await MakeProvider(server, admin, _other, isRequired);
        }

        var idp = recreate == "new" ? _other : _idp;
        var draft = vector.Element.TryGetProperty("draft", out var drawn) ? drawn : default;
        var request = new AssumeRoleWithSamlRequest
        {
            RoleArn = role,
            PrincipalArn = provider,
            SamlAssertion = Mint(draft, texts, idp, role, provider, world.Clock.GetUtcNow()),
            DurationSeconds = Member(vector.Element, "with") is { } with ? with.GetProperty("DurationSeconds").GetInt32() : null,
        };
        var result = await server.Api.Call(request, null);
        if (Member(draft, "repeat") is not null && result.Succeeded)
        {
            result = await server.Api.Call(request, null);
        }

        return texts.Compare(answer, result.Succeeded ? "Success" : result.Error.Code, result.Error?.Message, name => name switch
        {
            "Audience" => result.Value!.Audience,
            "Subject" => result.Value!.Subject,
            "SubjectType" => result.Value!.SubjectType,
            "SourceIdentity" => result.Value!.SourceIdentity,
            "$seconds" => ((long)(result.Value!.Credentials!.Expiration - world.Clock.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"An answer has no {name}."),
        });
    }

    private async Task MakeProvider(RunningServer server, SigningCredentials admin, TestSamlIdp idp, bool isRequired) => await server.Api.Get(
        new CreateSamlProviderRequest
        {
            Name = ProviderName,
            SamlMetadataDocument = idp.Metadata,
            AddPrivateKey = _recipient.ExportPkcs8PrivateKeyPem(),
            AssertionEncryptionMode = isRequired ? "Required" : "Allowed",
        },
        admin);

    private string Mint(JsonElement draft, FederatedTexts texts, TestSamlIdp idp, string role, string provider, DateTimeOffset now)
    {
        var made = new SamlDraft { Now = now, Issuer = idp.EntityId, Subject = "subject-123" };
        made = made with
        {
            ResponseIssuer = Text("responseIssuer", null),
            Conditions = Text("conditions", made.Conditions)!,
            Recipient = Text("recipient", made.Recipient),
            Format = Text("format", made.Format),
            ConfirmedFor = Seconds("confirmedFor", made.ConfirmedFor),
            NotBefore = Seconds("notBefore", made.NotBefore),
            NotOnOrAfter = Seconds("notOnOrAfter", made.NotOnOrAfter),
            SessionUntil = Seconds("session", made.SessionUntil),
            Attributes =
            [
                (SamlDraft.Aws + "Role", [Text("roles", $"{role},{provider}")!]),
                (SamlDraft.Aws + "RoleSessionName", ["saml-probe"]),
                .. List("attributes").Select(static pair => (pair[0].GetString()!, new[] { pair[1].GetString()! })),
            ],
            EditAssertion = Edit,
        };
        var signed = Text("sign", "assertion");
        var document = idp.Issue(made, signed is "assertion" or "both", signed is "response" or "both");
        if (Member(draft, "encrypt") is { } encrypt)
        {
            XmlEncrypter.Encrypt(document, _recipient, Encryption(encrypt));
        }

        var xml = List("after").Aggregate(document.OuterXml, Replace);
        return TestSamlIdp.Encode(xml);

        string Edit(string assertion)
        {
            assertion = List("edit").Aggregate(assertion, Replace);
            if (Member(draft, "cut") is { } cut && Find(assertion, cut) is var (from, to))
            {
                assertion = assertion.Remove(from, to - from);
            }

            return Member(draft, "twice") is { } twice && Find(assertion, twice) is var (begin, end) ? assertion.Insert(end, assertion[begin..end]) : assertion;
        }

        string Replace(string text, JsonElement pair)
        {
            var sought = texts.Fill(pair[0].GetString()!);
            Assert.Contains(sought, text, StringComparison.Ordinal);
            return text.Replace(sought, texts.Fill(pair[1].GetString()!), StringComparison.Ordinal);
        }

        string? Text(string name, string? otherwise) =>
            Member(draft, name) is { } value ? value.ValueKind == JsonValueKind.Null ? null : texts.Fill(value.GetString()!) : otherwise;

        TimeSpan? Seconds(string name, TimeSpan? otherwise) =>
            Member(draft, name) is { } value ? value.ValueKind == JsonValueKind.Null ? null : TimeSpan.FromSeconds(value.GetInt32()) : otherwise;

        JsonElement[] List(string name) => Member(draft, name) is { } value ? [.. value.EnumerateArray()] : [];
    }

    private static (int From, int To) Find(string text, JsonElement marks)
    {
        var from = text.IndexOf(marks[0].GetString()!, StringComparison.Ordinal);
        return (from, text.IndexOf(marks[1].GetString()!, from, StringComparison.Ordinal) + marks[1].GetString()!.Length);
    }

    private static XmlEncryptionOptions Encryption(JsonElement encrypt)
    {
        var options = new XmlEncryptionOptions { Cipher = encrypt.GetProperty("cipher").GetString()! };
        if (RecordedVector.Text(encrypt, "label") is not { } label || RecordedVector.Text(encrypt, "mask") is not { } mask)
        {
            return options;
        }

        return options with
        {
            Transport = XmlEncryptionOptions.Oaep11,
            TransportDetail = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
                + $"<xenc11:MGF Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1{mask.ToLowerInvariant()}\"/>",
            Seal = (key, recipient) => OaepSealer.Seal(key, recipient, new HashAlgorithmName(label), new HashAlgorithmName(mask)),
        };
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

#pragma warning disable CA5350 // The name qualifier of SAML sessions is made with SHA-1 at AWS.
    private static byte[] Sha1(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}
