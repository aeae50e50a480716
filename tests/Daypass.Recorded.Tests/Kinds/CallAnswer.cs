using System.Text;
using System.Xml.Linq;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>What a server answered to one call.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code"><c>Success</c>, or the code of the refusal.</param>
/// <param name="Message">The sentence of a refusal.</param>
/// <param name="Result">What is in the answer; an empty element when nothing is.</param>
internal sealed record CallAnswer(int Status, string Code, string? Message, XElement Result)
{
    public static CallAnswer Read(string action, int status, string text)
    {
        var empty = new XElement("Result");
        if (text.Length == 0 || text[0] != '<')
        {
            return new(status, status < 300 ? "Success" : "", text, empty);
        }

        var root = XDocument.Parse(text).Root!;
        if (root.Descendants().FirstOrDefault(static element => element.Name.LocalName == "Error") is { } error && status >= 300)
        {
            return new(status, Child(error, "Code")?.Value ?? "", Child(error, "Message")?.Value, empty);
        }

        return new(status, status < 300 ? "Success" : "", null, Child(root, action + "Result") ?? empty);
    }

    /// <summary>
    /// The text at a path like <c>User.Path</c>, <c>Users.1.UserName</c>, <c>Users.UserName=bob.Path</c> or <c>SummaryMap.Users</c>, or null when nothing is
    /// there. <c>csv.bob.mfa_active</c> is a column of the row that begins with <c>bob</c> in a report, <c>csv.0</c> its first line.
    /// </summary>
    public string? Get(string path) => path.StartsWith("csv.", StringComparison.Ordinal) ? GetColumn(path.Split('.')) : Walk(path).FirstOrDefault()?.Value;

    /// <summary>The texts at a path like <c>Users.*.UserName</c>, in the order of the answer.</summary>
    public IEnumerable<string> GetAll(string path) => Walk(path).Select(static element => element.Value);

    /// <summary>How many members the list at a path has.</summary>
    public int Count(string path) => Walk(path + ".*").Count();

    /// <summary>The text of the first element of a name, however deep.</summary>
    public string? Find(string name) => Result.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    /// <summary>Every text of the answer with its path.</summary>
    public IEnumerable<(string Path, string Text)> Texts() => Texts(Result, "");

    private static IEnumerable<(string Path, string Text)> Texts(XElement element, string prefix)
    {
        var number = 0;
        foreach (var child in element.Elements())
        {
            if (child.Name.LocalName == "entry")
            {
                yield return (prefix + Child(child, "key")!.Value, Child(child, "value")!.Value);
                continue;
            }

            var path = prefix + (child.Name.LocalName == "member" ? FormattableString.Invariant($"{++number}") : child.Name.LocalName);
            if (!child.HasElements)
            {
                yield return (path, child.Value);
            }

            foreach (var deeper in Texts(child, path + "."))
            {
                yield return deeper;
            }
        }
    }

    private IEnumerable<XElement> Walk(string path) => path.Split('.').Aggregate(
        Enumerable.Repeat(Result, 1),
        static (elements, name) => name == "*" ? elements.SelectMany(Members)
            : int.TryParse(name, out var number) ? elements.SelectMany(element => Members(element).Skip(number - 1).Take(1))
            : name.Split('=') is [var key, var value] ? elements.SelectMany(Members).Where(member => Child(member, key)?.Value == value)
            : elements.SelectMany(element => element.Elements().Where(child => child.Name.LocalName == name).Concat(Entries(element, name))));

    private static IEnumerable<XElement> Entries(XElement map, string key) => map.Elements()
        .Where(element => element.Name.LocalName == "entry" && Child(element, "key")?.Value == key).Select(static entry => Child(entry, "value")!);

    private string? GetColumn(string[] path)
    {
        var lines = Encoding.UTF8.GetString(Convert.FromBase64String(Find("Content")!)).Split('\n');
        return path is [_, "0"]
            ? lines[0]
            : lines.Select(static line => line.Split(',')).FirstOrDefault(row => row[0] == path[1])?[Array.IndexOf(lines[0].Split(','), path[2])];
    }

    private static IEnumerable<XElement> Members(XElement list) => list.Elements().Where(static element => element.Name.LocalName == "member");

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);
}
