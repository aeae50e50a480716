using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Tests.Oracle;

/// <summary>Lists how the members of a record differ from a structure of the model.</summary>
internal sealed class ShapeComparison(bool isInput)
{
    public List<string> Differences { get; } = [];

    public void Structure(string path, IReadOnlyList<MemberDescription> ours, BotocoreModel.Shape model)
    {
        var theirs = model.Members.ToList();
        ours = [.. ours.Where(member =>
            !(KnownDifferences.LaterMembers.Contains(member.Name) || KnownDifferences.OwnMembers.Contains(member.Name))
            || theirs.Exists(their => their.Name == member.Name))];
        if (!ours.Select(static member => member.Name).SequenceEqual(theirs.Select(static member => member.Name)))
        {
            Differences.Add($"{path}: members are {string.Join(' ', ours.Select(static member => member.Name))}, not "
                + $"{string.Join(' ', theirs.Select(static member => member.Name))}");
        }

        foreach (var member in ours)
        {
            if (theirs.FirstOrDefault(their => their.Name == member.Name).Shape is { } shape)
            {
                if (isInput)
                {
                    Same($"{path}.{member.Name} required", member.Required, model.Required.Contains(member.Name));
                }

                Member($"{path}.{member.Name}", member, shape);
            }
        }
    }

    private void Member(string path, MemberDescription ours, BotocoreModel.Shape model)
    {
        Same(path + " kind", ours.Kind, KindOf(model));
        if (isInput)
        {
            Same(path + " minimum", Loosen(ours, ours.Minimum), Loosen(ours, model.Number("min")));
            Same(path + " maximum", ours.Maximum, model.Number("max"));
            Same(path + " pattern", ours.Pattern?.Text, model.Pattern);
            Same(path + " sensitive", ours.Sensitive, model.Sensitive);
        }

        Same(path + " values", string.Join(' ', ours.Values), isInput || ours.Values.Count > 0 ? string.Join(' ', model.Values) : "");
        if (ours.Kind == MemberKind.Structure)
        {
            Structure(path, ours.Members, model);
        }
        else if (ours.Element is { } element)
        {
            if (element.Kind == MemberKind.Structure)
            {
                Structure(path + "[]", element.Members, model.Element);
            }
            else
            {
                Member(path + "[]", element, model.Element);
            }
        }
    }

    /// <summary>A lowest length or count of 0 says nothing.</summary>
    private static int? Loosen(MemberDescription member, int? minimum) => minimum == 0 && member.Kind is (MemberKind.Text or MemberKind.List) ? null : minimum;

    private void Same<T>(string what, T ours, T theirs)
    {
        if (!EqualityComparer<T>.Default.Equals(ours, theirs))
        {
            Differences.Add($"{what}: {Print(ours)}, not {Print(theirs)}");
        }
    }

    private static string Print<T>(T value) => value?.ToString() is { Length: > 0 } text ? text : "none";

    private static MemberKind KindOf(BotocoreModel.Shape model) => model.Type switch
    {
        "string" => MemberKind.Text,
        "integer" or "long" => MemberKind.Integer,
        "boolean" => MemberKind.Boolean,
        "timestamp" => MemberKind.Timestamp,
        "blob" => MemberKind.Blob,
        "list" => MemberKind.List,
        "map" => MemberKind.Map,
        _ => MemberKind.Structure,
    };
}
