using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Query;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Tests;

/// <summary>A world file takes and refuses what the API takes and refuses: both read their limits from the catalogue.</summary>
public sealed class LimitTests
{
    /// <summary>What makes an entity through the API, and members of those requests that no element has, with the reason.</summary>
    private static readonly Dictionary<Type, (string Operation, string[] Otherwise)> Made = new()
    {
        [typeof(WorldUser)] = ("CreateUser", []),
        [typeof(WorldGroup)] = ("CreateGroup", []),
        [typeof(WorldRole)] = ("CreateRole", []),
        [typeof(WorldPolicy)] = ("CreatePolicy", []),
        [typeof(WorldInstanceProfile)] = ("CreateInstanceProfile", []),
        [typeof(WorldOidcProvider)] = ("CreateOpenIDConnectProvider", []),

        // A world says true or false; the key is limited inside the list of keys.
        [typeof(WorldSamlProvider)] = ("CreateSAMLProvider", ["AssertionEncryptionMode", "AddPrivateKey"]),
        [typeof(WorldMfaDevice)] = ("CreateVirtualMFADevice", []),
    };

    public static TheoryData<string> Limited =>
        [.. Records.SelectMany(static record =>
            Limits.For(record).Where(static limits => limits.Value is not (null or { Kind: MemberKind.Structure }))
                .Select(limits => $"{record.Type.Name}.{limits.Property.Name}"))];

    [Fact]
    public void Every_member_of_a_request_that_makes_an_entity_limits_a_member_of_its_element()
    {
        foreach (var (record, (operation, otherwise)) in Made)
        {
            var bound = Limits.For(WorldJson.Default.GetTypeInfo(record)!).Where(static limits => limits.Value is not null).ToList();
            var free = OperationCatalogue.Find(operation, Service.Iam)!.Input
                .Where(member =>
                    !bound.Exists(limits =>
                        limits.Value == member || limits.Value == member.Element || member.Element?.Members.Contains(limits.Value!) == true))
                .Select(static member => member.Name);
            Assert.Equal(otherwise, free);
        }
    }

    [Fact]
    public void Every_member_of_an_element_is_limited_by_a_request_or_is_none_of_its_business()
    {
        // Ids, instants, references to what has to exist, secrets that are made and not sent, and what is switched.
        string[] own =
        [
            "WorldFile.$schema", "WorldOrganization.id", "WorldOrganization.managementAccount", "WorldOrganization.featureSet", "WorldUnit.organization",
            "WorldUnit.parent", "WorldControlPolicy.organization", "WorldControlPolicy.type", "WorldControlPolicy.document",
            "WorldAccount.organizationalUnit", "WorldAccount.id", "WorldAccount.name",
                "WorldAccount.organization",
            "WorldOutbound.issuer", "WorldPartner.name", "WorldChannel.url", "WorldAccessKey.id", "WorldAccessKey.secret",
            "WorldPolicy.uniqueId", "WorldGroup.uniqueId", "WorldUser.uniqueId", "WorldRole.uniqueId", "WorldRole.linkedService",
                "WorldInstanceProfile.uniqueId",
            "WorldInstanceProfile.role", "WorldOidcProvider.uniqueId", "WorldSamlProvider.uniqueId", "WorldMfaDevice.uniqueId", "WorldMfaDevice.user",
        ];
        var free = Records.SelectMany(static record => Limits.For(record)
            .Where(static limits =>
                limits.Value is null && (limits.Property.PropertyType == typeof(string) || limits.Property.PropertyType == typeof(PolicyText)))
            .Select(limits => $"{record.Type.Name}.{limits.Property.Name}"));
        Assert.Equal(own.Order(StringComparer.Ordinal), free.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Limited))]
    public void A_value_that_the_API_refuses_is_refused_and_one_that_it_takes_is_taken(string limited)
    {
        var (type, limits) = Records.SelectMany(static record => Limits.For(record).Select(limits => (record, limits)))
            .Single(each => $"{each.record.Type.Name}.{each.limits.Property.Name}" == limited);
        var (taken, refused) = (0, 0);
        foreach (var (member, isKey) in limits.Key is null ? [(limits.Value!, false)] : new[] { (limits.Value!, false), (limits.Key, true) })
        {
            foreach (var value in Candidates(member))
            {
                var api = ApiRefuses(member, value);
                Assert.True(api == WorldRefuses(type, limits, value, isKey), $"{member.Name} '{value}': the API {(api ? "refuses" : "takes")} it");
                (taken, refused) = api ? (taken, refused + 1) : (taken + 1, refused);
            }
        }

        Assert.True(taken > 0 && refused > 0, $"{taken} taken, {refused} refused");
    }

    private static IEnumerable<JsonTypeInfo> Records =>
        typeof(WorldFile).Assembly.GetTypes().Where(static type =>
            type.Namespace == typeof(WorldFile).Namespace && type is { IsAbstract: false, ContainsGenericParameters: false })
            .Select(WorldJson.Default.GetTypeInfo).OfType<JsonTypeInfo>().Where(static type => type.Kind == JsonTypeInfoKind.Object);

    /// <summary>Values at the limits and beyond them, of characters that patterns take and of others.</summary>
    private static IEnumerable<string> Candidates(MemberDescription member)
    {
        int?[] sizes = [0, 1, member.Minimum - 1, member.Minimum, member.Minimum + 1, member.Maximum - 1, member.Maximum,
            member.Maximum == int.MaxValue ? null : member.Maximum + 1];
        foreach (var id in member.Kind == MemberKind.Text ? new[] { "ou-1234-12345678", "p-12345678", "a@example.com" } : [])
        {
            yield return id;
        }

        foreach (var size in sizes.OfType<int>().Where(static size => size is >= 0 and < 200_000).Distinct())
        {
            if (member.Kind == MemberKind.Integer)
            {
                yield return size.ToString(CultureInfo.InvariantCulture);
                continue;
            }

            foreach (var letter in member.Maximum > 100_000 ? ["a"] : new[] { "a", "1", "A", "ü", "/", " ", "\u0001", "日", "🦊" })
            {
                yield return string.Concat(Enumerable.Repeat(letter, size));
                if (size > 2)
                {
                    yield return $"/{string.Concat(Enumerable.Repeat(letter, size - 2))}/";
                }
            }
        }
    }

    private static bool ApiRefuses(MemberDescription member, string value)
    {
        foreach (var operation in OperationCatalogue.All)
        {
            foreach (var input in operation.Input)
            {
                var name = input == member ? input.Name
                    : input.Element == member ? $"{input.Name}.member.1"
                    : input.Element?.Members.Contains(member) == true ? $"{input.Name}.member.1.{member.Name}"
                    : input.Members.Contains(member) ? $"{input.Name}.{member.Name}"
                    : input.Members.FirstOrDefault(inner => inner.Element?.Members.Contains(member) == true) is { } list
                        ? $"{input.Name}.{list.Name}.member.1.{member.Name}"
                    : null;
                if (name is not null && operation.Service.NamesReasons)
                {
                    return Refused(operation, member, value);
                }

                if (name is not null)
                {
                    using var form = new QueryForm();
                    Assert.Equal(QueryFormFault.None, form.Parse([], Encoding.UTF8.GetBytes($"Action={operation.Name}&{name}={Uri.EscapeDataString(value)}")));
                    return Named(operation.Check(form)?.Message ?? "", name);
                }
            }
        }

        throw new InvalidOperationException($"No operation has {member.Name}.");
    }

    /// <summary>Organizations does not name the member in its sentences, so that member is read alone.</summary>
    private static bool Refused(OperationDescription operation, MemberDescription member, string value)
    {
        using var form = new QueryForm();
        Assert.Equal(QueryFormFault.None, form.Parse([], Encoding.UTF8.GetBytes($"{member.Name}={Uri.EscapeDataString(value)}")));
        var reader = new QueryReader(form, operation.Service.Service);
        reader.Text(reader.Root, member);
        return reader.Refusal is not null;
    }

    /// <summary>Whether a refusal is about that member: others may be missing.</summary>
    private static bool Named(string refusal, string name)
    {
        var path = char.ToLowerInvariant(name[0]) + name[1..];
        return refusal.Contains($"at '{path}'", StringComparison.OrdinalIgnoreCase)
            || refusal.Contains($"for {path} is invalid.", StringComparison.OrdinalIgnoreCase)
            || (path.EndsWith(".member.1", StringComparison.Ordinal)
                && refusal.Contains($"at '{path[..^".member.1".Length]}'", StringComparison.OrdinalIgnoreCase))
            || (path.Contains(".member.1.", StringComparison.Ordinal)
                && refusal.Contains($"at '{path.Replace(".member.1.", ".1.member.", StringComparison.Ordinal)}'", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>An element is made of one member alone: what else a file would need is not looked at.</summary>
    private static bool WorldRefuses(JsonTypeInfo type, Limits limits, string value, bool isKey)
    {
        var text = JsonSerializer.Serialize(value);
        var member = limits.Property.PropertyType == typeof(int?) ? value
            : limits.Key is not null ? isKey ? $$"""{{{text}}:"x"}""" : $$"""{"x":{{text}}}"""
            : limits.Property.PropertyType == typeof(IReadOnlyList<string>) ? $"[{text}]"
            : text;
        var element = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type.Type);
        var property = type.Type.GetProperties().Single(property => string.Equals(property.Name, limits.Property.Name, StringComparison.OrdinalIgnoreCase));
        property.SetValue(element, JsonSerializer.Deserialize(member, WorldJson.Default.GetTypeInfo(limits.Property.PropertyType)!));
        try
        {
            LimitCheck.Check(element, type, new ElementLocation("", 1, "{}"u8.ToArray()));
            return false;
        }
        catch (WorldException refused)
        {
            Assert.StartsWith($"line 1, {limits.Property.Name}", refused.Message, StringComparison.Ordinal);
            return true;
        }
    }
}
