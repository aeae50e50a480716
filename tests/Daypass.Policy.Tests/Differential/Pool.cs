using System.Text.Json;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Policy.Tests.Differential;

/// <summary>One generated document, ready for both evaluators.</summary>
internal sealed record PooledDocument(string Json, NamedPolicy Compiled, JsonElement Parsed);

/// <summary>Generated documents by kind; a case is put together from them.</summary>
internal sealed class Pool
{
    private static readonly Dictionary<string, string> Ids = new()
    {
        [$"arn:aws:iam::{Words.A}:user/alice"] = Words.AliceId,
        [$"arn:aws:iam::{Words.A}:role/svc/App"] = Words.AppId,
    };

    private readonly Dictionary<PolicyKind, PooledDocument[]> _documents = [];
    private readonly PooledDocument[] _trustWithIds;

    public Pool(ulong seed, int size)
    {
        var generator = new PolicyGenerator(new Dice(seed));
        foreach (var kind in Enum.GetValues<PolicyKind>())
        {
            var principals = kind is PolicyKind.Trust or PolicyKind.Resource or PolicyKind.Endpoint or PolicyKind.ResourceControl;
            var gate = kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl or PolicyKind.Endpoint or PolicyKind.Boundary or PolicyKind.Session;
            _documents[kind] = [.. Enumerable.Range(0, size).Select(i => Compile(
                gate && i % 2 == 0 ? Full(principals) : generator.Document(principals, gate ? 12 : 22), kind, null))];
        }

        _trustWithIds = [.. _documents[PolicyKind.Trust].Select(document => Compile(document.Json, PolicyKind.Trust, Ids))];
    }

    public static IReadOnlyDictionary<string, string> StoredIds => Ids;

    public PooledDocument Pick(PolicyKind kind, Dice dice) => dice.Pick(_documents[kind]);

    public PooledDocument PickTrust(Dice dice, bool withIds) => dice.Pick(withIds ? _trustWithIds : _documents[PolicyKind.Trust]);

    public static PooledDocument Compile(string json, PolicyKind kind, IReadOnlyDictionary<string, string>? ids)
    {
        Assert.True(CompiledPolicy.TryCompile(json, kind, ids, out var policy, out var fault), $"{fault} {json}");
        return new PooledDocument(json, new NamedPolicy(kind.ToString(), policy), JsonDocument.Parse(json).RootElement);
    }

    private static string Full(bool principals) => principals
        ? """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"""
        : """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
}
