using Daypass.Core.Entities;
using Daypass.Worlds.Checking;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Kinds;

/// <summary>The context provider of an identity provider, as files and the directory have it.</summary>
internal static class ContextProviderMember
{
    public static WorldContextProvider? ToElement(this ContextProvider? context) => context is null ? null : new WorldContextProvider
    {
        SubjectSourceKey = context.SubjectSourceKey,
        SubjectTypeSourceKey = context.SubjectTypeSourceKey,
        SubjectTypeValue = context.SubjectTypeValue,
        Keys = context.Keys.Count == 0
            ? null
            : [.. context.Keys.Select(static key => new WorldContextKey { SourceKey = key.SourceKey, TargetKey = key.TargetKey })],
    };

    public static ContextProvider? ToEntity(this WorldContextProvider? element) => element is null ? null : new ContextProvider
    {
        SubjectSourceKey = element.SubjectSourceKey,
        SubjectTypeSourceKey = element.SubjectTypeSourceKey,
        SubjectTypeValue = element.SubjectTypeValue,
        Keys = [.. (element.Keys ?? []).Select(static key => new ContextKeyDefinition(key.SourceKey, key.TargetKey))],
    };

    public static void Check(WorldContextProvider? element, ElementCheck check)
    {
        if (element is null)
        {
            return;
        }

        if (element is { SubjectTypeSourceKey: not null, SubjectTypeValue: not null })
        {
            throw check.Error("contextProvider.subjectTypeValue", "the kind of subject comes from a claim or is given here, not both.");
        }

        if (element.Keys?.Count > ContextProvider.MostKeys)
        {
            throw check.Error("contextProvider.keys", $"a context provider has at most {ContextProvider.MostKeys} keys.");
        }

        var targets = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < (element.Keys?.Count ?? 0); i++)
        {
            if (!targets.Add(element.Keys![i].TargetKey ?? element.Keys[i].SourceKey))
            {
                throw check.Error($"contextProvider.keys[{i}]", "two keys have the same target, whatever their case.");
            }
        }
    }
}
