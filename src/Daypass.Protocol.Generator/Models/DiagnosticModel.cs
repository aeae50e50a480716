using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Daypass.Protocol.Generator.Models;

/// <summary>A diagnostic that holds on to no syntax, so that it does not keep a compilation alive.</summary>
internal sealed record DiagnosticModel(string Id, LocationModel? Location, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Diagnostics.Rules.ById(Id), Location?.ToLocation(), Arguments.Cast<object>().ToArray());
}

/// <summary>A place in a file, by value.</summary>
internal sealed record LocationModel(string File, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationModel? From(ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(static location => location.IsInSource) is { } location
            ? new LocationModel(location.SourceTree!.FilePath, location.SourceSpan, location.GetLineSpan().Span)
            : null;

    public Location ToLocation() => Location.Create(File, Span, Lines);
}
