namespace Daypass.Protocol.Verification;

/// <summary>Which condition keys a service may say of a request that came to it.</summary>
public static class ServiceKeyRule
{
    /// <summary>Those that begin with the service of the action, and the tags of the resource and the request, which nobody else knows. With others a service
    /// could say that its caller has MFA, or is somebody else.</summary>
    /// <param name="key">The key.</param>
    /// <param name="action">The action, <c>service:Name</c>.</param>
    public static bool Allows(ReadOnlySpan<char> key, ReadOnlySpan<char> action)
    {
        var service = action[..(action.IndexOf(':') + 1)];
        return service.Length >= 2 && !Is(service, "aws:") && !Is(service, "sts:") && !Is(service, "iam:") && !Is(service, "saml:")
            && (key.StartsWith(service, StringComparison.OrdinalIgnoreCase) || Is(key, "aws:TagKeys") || IsTag(key, "aws:ResourceTag/")
                || IsTag(key, "aws:RequestTag/"));
    }

    private static bool Is(ReadOnlySpan<char> text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsTag(ReadOnlySpan<char> key, string family) =>
        key.Length > family.Length && key.StartsWith(family, StringComparison.OrdinalIgnoreCase);
}
