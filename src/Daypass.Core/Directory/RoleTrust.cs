using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Core.Directory;

/// <summary>Trust policies that stand in for one that is not there.</summary>
internal static class RoleTrust
{
    /// <summary>Trusts no principal: what an unknown role is taken to have.</summary>
    public static NamedPolicy Nobody { get; } =
        Compile("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"nobody.invalid"},"Action":"sts:AssumeRole"}]}""");

    /// <summary>Trusts everybody: what is asked with to learn whether the caller's own side denies.</summary>
    public static NamedPolicy AccountOf(string account) =>
        Compile($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{account}}"},"Action":"sts:*"}]}""");

    private static NamedPolicy Compile(string document) =>
        CompiledPolicy.TryCompile(document, PolicyKind.Trust, null, out var policy, out var fault)
            ? new NamedPolicy("", policy!)
            : throw new InvalidOperationException(fault!.Message);
}
