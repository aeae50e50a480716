namespace Daypass.Core.Entities;

/// <summary>A parameter of a role template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>String</c>, <c>Number</c> or <c>Arn</c>, with <c>List</c> behind it where it has several values.</param>
public sealed record RoleTemplateParameter(string Name, string Type)
{
    /// <summary>What its values are more precisely, or null.</summary>
    public string? SubType { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a value must be given; where it stands in a statement that is left out, none is asked for.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value where none is given, or null.</summary>
    public string? Default { get; init; }

    /// <summary>Whether its value stays for ever.</summary>
    public bool IsImmutable { get; init; }
}
