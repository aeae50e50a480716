using System.Globalization;
using System.Text.Json;
using Daypass.Protocol.Json;

namespace Daypass.Core.AwsManagedPolicies;

/// <summary>
/// Reads files of managed policies: the answer of <c>aws iam get-account-authorization-details --filter AWSManagedPolicy</c>, or an object from names to
/// <c>{"Path", "Document"}</c> or <c>{"Path", "Versions": [{"VersionId", "Document", "IsDefaultVersion"}]}</c>.
/// </summary>
public static class ManagedPolicyFile
{
    /// <summary>The policies of a file.</summary>
    /// <exception cref="FormatException">The text is not of either form; the message says where.</exception>
    public static IReadOnlyList<ImportedPolicy> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("The file is not a JSON object.");
            }

            return document.RootElement.TryGetProperty("Policies", out var policies) && policies.ValueKind == JsonValueKind.Array
                ? [.. policies.EnumerateArray().Select(static policy =>
                    ReadOne(Text(policy, "PolicyName") ?? throw new FormatException("A policy has no PolicyName."), policy))]
                : [.. document.RootElement.EnumerateObject().Select(static policy => ReadOne(policy.Name, policy.Value))];
        }
        catch (JsonException broken)
        {
            throw new FormatException(
                $"The file is not JSON: line {(broken.LineNumber ?? 0) + 1}, byte {(broken.BytePositionInLine ?? 0) + 1}: {JsonFault.Describe(broken)}.",
                broken);
        }
    }

    private static ImportedPolicy ReadOne(string name, JsonElement policy)
    {
        if (policy.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{name} is not an object.");
        }

        var versions = new List<ImportedVersion>();
        var inForce = VersionNumber(name, Text(policy, "DefaultVersionId") ?? "v1");
        if (Versions(policy) is { } listed)
        {
            foreach (var version in listed.EnumerateArray())
            {
                var number = VersionNumber(name, Text(version, "VersionId") ?? throw new FormatException($"A version of {name} has no VersionId."));
                versions.Add(new ImportedVersion(number, Document(name, version), Date(name, version, "CreateDate")));
                inForce = version.TryGetProperty("IsDefaultVersion", out var flag) && flag.ValueKind == JsonValueKind.True ? number : inForce;
            }
        }
        else
        {
            versions.Add(new ImportedVersion(inForce, Document(name, policy), Date(name, policy, "UpdateDate")));
        }

        versions.Sort(static (one, other) => one.Number.CompareTo(other.Number));
        return versions.Exists(version => version.Number == inForce)
            ? new ImportedPolicy(name, versions, inForce)
            {
                Path = Text(policy, "Path") ?? "/",
                Description = Text(policy, "Description"),
                CreatedAt = Date(name, policy, "CreateDate"),
                UpdatedAt = Date(name, policy, "UpdateDate"),
            }
            : throw new FormatException($"{name} has no version v{inForce}, which is to be in force.");
    }

    private static JsonElement? Versions(JsonElement policy) =>
        policy.TryGetProperty("PolicyVersionList", out var list) && list.ValueKind == JsonValueKind.Array ? list
        : policy.TryGetProperty("Versions", out var own) && own.ValueKind == JsonValueKind.Array ? own
        : null;

    // A document stands in the file as an object, or as text that is one.
    private static string Document(string name, JsonElement holder) => holder.TryGetProperty("Document", out var document)
        ? document.ValueKind == JsonValueKind.String ? document.GetString()! : document.GetRawText()
        : throw new FormatException($"{name} has no Document.");

    private static int VersionNumber(string name, string version) =>
        version.StartsWith('v')
            && int.TryParse(version.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0
            ? number
            : throw new FormatException($"{version} of {name} is not the id of a version.");

    private static DateTimeOffset? Date(string name, JsonElement holder, string member) => Text(holder, member) switch
    {
        null => null,
        { } text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds()),
        _ => throw new FormatException($"The {member} of {name} is not a date."),
    };

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
