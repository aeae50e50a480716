using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Iam.Storage;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;
using Daypass.Worlds.Kinds;

namespace Daypass.Worlds;

/// <summary>Writes everything a server knows as a world file, element by element. Concurrent changes may or may not be in it; each element is whole.</summary>
/// <param name="store">What is exported.</param>
/// <param name="envelope">Opens secrets.</param>
/// <param name="arns">Writes ARNs.</param>
/// <param name="withSecrets">Whether access keys, passwords' hashes, MFA devices, private keys and webhooks are exported.</param>
public sealed class WorldExport(IDirectoryStore store, SecretEnvelope envelope, EntityArns arns, bool withSecrets)
{
    private readonly ExportSource _source = new(store, envelope, arns, withSecrets);

    /// <summary>Writes the file.</summary>
    public async ValueTask Write(Stream output, CancellationToken cancelled)
    {
        // The documents are people's own text, not to be read by a browser.
        await using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, 1);
        await WorldKinds.Organizations.Export(writer, "organizations", [""], _source, cancelled);
        var organizations = new List<string>();
        await foreach (var organization in store.All<Organization>("", cancelled))
        {
            organizations.Add(organization.Id);
        }

        await WorldKinds.Units.Export(writer, "organizationalUnits", organizations, _source, cancelled);
        await WorldKinds.ControlPolicies.Export(writer, "controlPolicies", organizations, _source, cancelled);
        await WorldKinds.Policies.Export(writer, "sharedPolicies", [EntityArns.SharedAccount], _source, cancelled);
        writer.WriteStartArray("accounts"u8);
        await foreach (var account in store.All<Account>("", cancelled))
        {
            await WriteAccount(writer, account, cancelled);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancelled);
    }

    private async ValueTask WriteAccount(Utf8JsonWriter writer, Account account, CancellationToken cancelled)
    {
        writer.WriteStartObject();
        using (var own = JsonSerializer.SerializeToDocument(await WorldKinds.Accounts.ToElement(account, _source, cancelled), WorldJson.Default.WorldAccount))
        {
            foreach (var member in own.RootElement.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }

        foreach (var (list, kind) in WorldKinds.OfAccount)
        {
            if (withSecrets || kind is not MfaDeviceKind)
            {
                await kind.Export(writer, list, [account.Id], _source, cancelled);
            }
        }

        writer.WriteEndObject();
    }
}
