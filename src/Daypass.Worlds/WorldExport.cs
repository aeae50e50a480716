using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Iam.Records;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Worlds.Exporting;
using Daypass.Worlds.Format;

namespace Daypass.Worlds;

/// <summary>Writes everything a server knows as a world file, element by element. Concurrent changes may or may not be in it; each element is whole.</summary>
/// <param name="store">What is exported.</param>
/// <param name="envelope">Opens secrets.</param>
/// <param name="arns">Writes ARNs.</param>
/// <param name="withSecrets">Whether access keys, passwords' hashes, MFA devices, private keys and webhooks are exported.</param>
public sealed class WorldExport(IDirectoryStore store, SecretEnvelope envelope, EntityArns arns, bool withSecrets)
{
    private const int FlushAt = 256 * 1024;

    private readonly WorldRecords _records = new(store, envelope, arns, withSecrets);

    /// <summary>Writes the file.</summary>
    public async ValueTask Write(Stream output, CancellationToken cancelled)
    {
        // The documents are people's own text, not to be read by a browser.
        await using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, 1);
        await List(writer, "organizations", Organizations(cancelled), WorldJson.Default.WorldOrganization, cancelled);
        await List(writer, "sharedPolicies", Imported(cancelled), WorldJson.Default.WorldPolicy, cancelled);
        writer.WriteStartArray("accounts"u8);
        await foreach (var account in store.All<Account>("", cancelled))
        {
            await Account(writer, account, cancelled);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancelled);
    }

    private async ValueTask Account(Utf8JsonWriter writer, Account account, CancellationToken cancelled)
    {
        writer.WriteStartObject();
        using (var own = JsonSerializer.SerializeToDocument(await _records.Of(account, cancelled), WorldJson.Default.WorldAccount))
        {
            foreach (var member in own.RootElement.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }

        // What others refer to by name or ARN comes first: then the loader has nothing to remember.
        await List(writer, "policies", All<ManagedPolicy, WorldPolicy>(account.Id, (policy, _) => new(WorldRecords.Of(policy)), cancelled), WorldJson.Default.WorldPolicy, cancelled);
        await List(writer, "groups", All<Group, WorldGroup>(account.Id, static (group, _) => new(WorldRecords.Of(group)), cancelled), WorldJson.Default.WorldGroup, cancelled);
        await List(writer, "users", All<User, WorldUser>(account.Id, _records.Of, cancelled), WorldJson.Default.WorldUser, cancelled);
        await List(writer, "roles", All<Role, WorldRole>(account.Id, _records.Of, cancelled), WorldJson.Default.WorldRole, cancelled);
        await List(writer, "instanceProfiles", All<InstanceProfile, WorldInstanceProfile>(account.Id, _records.Of, cancelled), WorldJson.Default.WorldInstanceProfile, cancelled);
        await List(writer, "oidcProviders", All<OidcProvider, WorldOidcProvider>(account.Id, static (provider, _) => new(WorldRecords.Of(provider)), cancelled), WorldJson.Default.WorldOidcProvider, cancelled);
        await List(writer, "samlProviders", All<SamlProvider, WorldSamlProvider>(account.Id, (provider, _) => new(_records.Of(provider)), cancelled), WorldJson.Default.WorldSamlProvider, cancelled);
        if (withSecrets)
        {
            await List(writer, "mfaDevices", All<MfaDevice, WorldMfaDevice>(account.Id, _records.Of, cancelled), WorldJson.Default.WorldMfaDevice, cancelled);
        }

        writer.WriteEndObject();
    }

    private static async ValueTask List<T>(Utf8JsonWriter writer, string name, IAsyncEnumerable<T> elements, JsonTypeInfo<T> type, CancellationToken cancelled)
    {
        var isOpen = false;
        await foreach (var element in elements)
        {
            if (!isOpen)
            {
                writer.WriteStartArray(name);
                isOpen = true;
            }

            JsonSerializer.Serialize(writer, element, type);
            if (writer.BytesPending > FlushAt)
            {
                await writer.FlushAsync(cancelled);
            }
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    private async IAsyncEnumerable<TRecord> All<TEntity, TRecord>(string account, Func<TEntity, CancellationToken, ValueTask<TRecord>> record, [EnumeratorCancellation] CancellationToken cancelled)
        where TEntity : class, IEntity<TEntity>
    {
        await foreach (var entity in store.All<TEntity>(account, cancelled))
        {
            yield return await record(entity, cancelled);
        }
    }

    private async IAsyncEnumerable<WorldOrganization> Organizations([EnumeratorCancellation] CancellationToken cancelled)
    {
        await foreach (var organization in store.All<Organization>("", cancelled))
        {
            yield return WorldRecords.Of(organization);
        }
    }

    private async IAsyncEnumerable<WorldPolicy> Imported([EnumeratorCancellation] CancellationToken cancelled)
    {
        await foreach (var policy in store.All<ManagedPolicy>(EntityArns.SharedAccount, cancelled))
        {
            if (policy.Imported)
            {
                yield return WorldRecords.Of(policy);
            }
        }
    }
}
