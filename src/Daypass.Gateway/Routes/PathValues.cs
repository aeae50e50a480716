using Daypass.Verifier.Templates;

namespace Daypass.Gateway.Routes;

/// <summary>The variables of a path that matches a template.</summary>
/// <param name="Template">The template.</param>
/// <param name="Path">The path.</param>
public readonly record struct PathValues(PathTemplate Template, RequestPath Path) : IArnValues
{
    /// <inheritdoc/>
    public string? Find(string name) => Template.Find(Path, name);
}
