namespace Daypass.Iam.Providers;

/// <summary>Context providers of identity providers: their rules, as they are stored and as they travel.</summary>
internal static class ContextProviders
{
    /// <summary>Why a provider cannot have this context provider, or null; none is always well.</summary>
    public static AwsError? Validate(ContextProviderShape? context)
    {
        if (context is { SubjectTypeSourceKey: not null, SubjectTypeValue: not null })
        {
            return IamErrors.InvalidInput("SubjectTypeSourceKey and SubjectTypeValue cannot both be specified.");
        }

        var targets = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in context?.KeyDefinitionList ?? [])
        {
            // Condition keys ignore case, so two such targets would be one key with two values.
            if (!targets.Add(key.TargetKey ?? key.SourceKey))
            {
                return IamErrors.InvalidInput("Duplicate target keys found in KeyDefinitionList.");
            }
        }

        return null;
    }

    /// <summary>Why a request cannot set and remove it at once, or null.</summary>
    public static AwsError? ValidateChange(ContextProviderShape? context, bool? remove) => context is not null && remove is true
        ? IamErrors.InvalidInput("ContextProvider and RemoveContextProvider cannot both be specified.")
        : Validate(context);

    /// <summary>As it is stored.</summary>
    public static ContextProvider? ToStored(ContextProviderShape? context) => context is null ? null : new ContextProvider
    {
        SubjectSourceKey = context.SubjectSourceKey,
        SubjectTypeSourceKey = context.SubjectTypeSourceKey,
        SubjectTypeValue = context.SubjectTypeValue,
        Keys = [.. context.KeyDefinitionList.Select(static key => new ContextKeyDefinition(key.SourceKey, key.TargetKey))],
    };

    /// <summary>As answers show it.</summary>
    public static ContextProviderShape? ToWire(ContextProvider? context) => context is null ? null : new ContextProviderShape
    {
        SubjectSourceKey = context.SubjectSourceKey,
        SubjectTypeSourceKey = context.SubjectTypeSourceKey,
        SubjectTypeValue = context.SubjectTypeValue,
        KeyDefinitionList = [.. context.Keys.Select(static key => new ContextProviderKeyDefinition { SourceKey = key.SourceKey, TargetKey = key.TargetKey })],
    };

    /// <summary>The value of <c>iam:EnableIdentityPropagation</c>; null for a request that changes nothing of it.</summary>
    public static bool? Enables(ContextProviderShape? context, bool? remove) => context is not null ? true : remove is true ? false : null;
}
