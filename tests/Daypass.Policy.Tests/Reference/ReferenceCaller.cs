namespace Daypass.Policy.Tests.Reference;

/// <summary>The caller, read from its ARN as the table of section 3 lists callers.</summary>
internal sealed record ReferenceCaller(string Kind, string Text, string Account, string? Issuer, string? UniqueId, string? IssuerUniqueId)
{
    public bool IsSession => Kind is "session" or "federatedUser";

    /// <summary>Section 7.1: who service control policies bind.</summary>
    public bool IsBoundByScp => Kind is "root" or "user" or "session" or "federatedUser" or "role"
        && !(Kind == "role" ? Text : Issuer ?? "").Contains(":role/aws-service-role/", StringComparison.Ordinal);

    /// <summary>Root needs no identity policy; neither does a federated session that root itself made.</summary>
    public bool IsRoot => Kind == "root" || (Kind == "federatedUser" && Issuer is not null && Issuer.EndsWith(":root", StringComparison.Ordinal));

    public static ReferenceCaller Read(ReferenceCase from)
    {
        if (from.Principal is not { } text)
        {
            return new ReferenceCaller("anonymous", "", "", null, null, null);
        }

        string[] builtIn = ["accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com"];
        var parts = text.Split(':', 6);
        if (parts.Length < 6)
        {
            return new ReferenceCaller(builtIn.Contains(text) ? "federated" : "service", text, "", null, null, null);
        }

        var kind = parts[5] == "root" ? "root" : parts[5].Split('/')[0] switch
        {
            "user" => "user",
            "role" => "role",
            "assumed-role" => "session",
            "federated-user" => "federatedUser",
            _ => "federated",
        };
        return new ReferenceCaller(kind, text, kind == "federated" ? "" : parts[4], from.Issuer, from.UniqueId, from.IssuerUniqueId);
    }
}
