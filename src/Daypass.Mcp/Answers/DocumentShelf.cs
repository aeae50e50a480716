using System.Globalization;
using System.Security.Cryptography;

namespace Daypass.Mcp.Answers;

/// <summary>Long texts of answers, kept while the tool runs so that an agent can read them in parts; the oldest go first.</summary>
internal sealed class DocumentShelf
{
    /// <summary>How the addresses of documents begin.</summary>
    public const string Address = "daypass://doc/";

    /// <summary>How many characters are read at once, at most.</summary>
    public const int LongestPart = 16_000;

    private const int MostCharacters = 16_000_000;
    private const int RandomBytes = 12;

    private readonly Lock _one = new();
    private readonly LinkedList<(string Id, string Text)> _documents = new();
    private int _characters;

    /// <summary>Keeps a text.</summary>
    /// <returns>Its address.</returns>
    public string Add(string text)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        lock (_one)
        {
            _documents.AddLast((id, text));
            _characters += text.Length;
            while (_characters > MostCharacters && _documents.First is { } oldest && _documents.Count > 1)
            {
                _characters -= oldest.Value.Text.Length;
                _documents.RemoveFirst();
            }
        }

        return Address + id;
    }

    /// <summary>A part of a document by its address with <c>?from=N&amp;length=N</c>; null when there is no such document.</summary>
    public string? Read(string uri)
    {
        if (!uri.StartsWith(Address, StringComparison.Ordinal))
        {
            return null;
        }

        var (id, query) = uri[Address.Length..].Split('?', 2) is [var before, var behind] ? (before, behind) : (uri[Address.Length..], string.Empty);
        var (from, length) = (0, LongestPart);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var name, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            (from, length) = name switch { "from" => (number, length), "length" => (from, Math.Min(number, LongestPart)), _ => (-1, 0) };
            if (from < 0)
            {
                return null;
            }
        }

        lock (_one)
        {
            foreach (var document in _documents)
            {
                if (document.Id == id)
                {
                    var start = Math.Min(from, document.Text.Length);
                    return document.Text.Substring(start, Math.Min(length, document.Text.Length - start));
                }
            }
        }

        return null;
    }
}
