namespace Daypass.Protocol.Answers;

/// <summary>Writes the tree of an answer; the same calls make XML or JSON.</summary>
public interface IAnswerWriter
{
    /// <summary>False for writers of what is kept: they are never given a member that is marked as secret.</summary>
    static abstract bool TakesSecrets { get; }

    /// <summary>Opens a structure.</summary>
    void Open(ReadOnlySpan<byte> name);

    /// <summary>Closes the structure of that name.</summary>
    void Close(ReadOnlySpan<byte> name);

    /// <summary>Opens a list; <see cref="OpenItem"/> and <see cref="Item"/> fill it.</summary>
    void OpenList(ReadOnlySpan<byte> name);

    /// <summary>Closes the list of that name.</summary>
    void CloseList(ReadOnlySpan<byte> name);

    /// <summary>Opens a structure in a list.</summary>
    void OpenItem();

    /// <summary>Closes a structure in a list.</summary>
    void CloseItem();

    /// <summary>Writes a string in a list.</summary>
    void Item(string value, bool percentEncoded);

    /// <summary>Opens a map; <see cref="Entry(string, string)"/> fills it.</summary>
    void OpenMap(ReadOnlySpan<byte> name);

    /// <summary>Closes the map of that name.</summary>
    void CloseMap(ReadOnlySpan<byte> name);

    /// <summary>Writes a string in a map.</summary>
    void Entry(string key, string value);

    /// <summary>Writes an integer in a map.</summary>
    void Entry(string key, int value);

    /// <summary>Writes a JSON value in a map.</summary>
    void Entry(string key, RawJson value);

    /// <summary>Writes a JSON value.</summary>
    void Document(ReadOnlySpan<byte> name, RawJson value);

    /// <summary>Writes a string.</summary>
    void Text(ReadOnlySpan<byte> name, string value, bool percentEncoded);

    /// <summary>Writes an integer.</summary>
    void Integer(ReadOnlySpan<byte> name, int value);

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    void Boolean(ReadOnlySpan<byte> name, bool value);

    /// <summary>Writes an instant.</summary>
    void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset value, bool milliseconds);

    /// <summary>Writes bytes as base64.</summary>
    void Blob(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);
}
