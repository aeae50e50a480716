using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daypass.Protocol.Json;
using Daypass.Worlds.Format;

namespace Daypass.Worlds.Reading;

/// <summary>Reads a world file element by element, over chunks of whatever size the stream gives; never more than one element is in memory.</summary>
internal sealed class WorldReader(Stream stream)
{
    private const int Chunk = 64 * 1024;

    /// <summary>The largest element: the metadata of a SAML provider may have ten million characters.</summary>
    private const int LargestElement = 16 * 1024 * 1024;

    private static readonly JsonTypeInfo File = WorldJson.Default.WorldFile;
    private static readonly JsonTypeInfo Account = WorldJson.Default.WorldAccount;

    private byte[] _buffer = new byte[Chunk];
    private int _start;
    private int _end;
    private bool _isEnded;
    private bool _hasLists;
    private JsonReaderState _jsonState;
    private long _line = 1;
    private State _state;
    private int _account = -1;
    private int _index = -1;
    private JsonPropertyInfo? _list;
    private WorldElement _element;

    private enum State
    {
        BeforeFile,
        File,
        Accounts,
        Account,
        ListOfFile,
        ListOfAccount,
        AfterFile,
    }

    private enum Step
    {
        Continue,
        Element,
        NeedsMore,
        Done,
    }

    /// <summary>Whether the file says that what is there already is left as it is.</summary>
    public bool OnlyCreate { get; private set; }

    /// <summary>How many bytes of the file are held at most, until now.</summary>
    public int BufferSize => _buffer.Length;

    /// <summary>The next element, or null at the end of the file.</summary>
    /// <exception cref="WorldException">The text is no world.</exception>
    public async ValueTask<WorldElement?> Next(CancellationToken cancelled)
    {
        while (true)
        {
            switch (Advance())
            {
                case Step.Element:
                    return _element;
                case Step.Done:
                    return null;
                case Step.NeedsMore:
                    await Fill(cancelled);
                    break;
            }
        }
    }

    private async ValueTask Fill(CancellationToken cancelled)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LargestElement)
            {
                throw ElementLocation.ErrorAt(_line, CurrentPath(1), $"an element of more than {LargestElement / 1024 / 1024} MiB.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancelled);
        _end += read;
        _isEnded = read == 0;
    }

    private Step Advance()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isEnded, _jsonState);
        try
        {
            if (!reader.Read())
            {
                return !_isEnded ? Step.NeedsMore : _state == State.AfterFile ? Step.Done : throw ElementLocation.ErrorAt(_line, "", "the file is empty.");
            }

            var step = _state switch
            {
                State.BeforeFile => Enter(ref reader, JsonTokenType.StartObject, State.File),
                State.File => InFile(ref reader),
                State.Accounts => InAccounts(ref reader),
                State.Account => InAccount(ref reader),
                _ => InList(ref reader),
            };
            if (step != Step.NeedsMore)
            {
                Consume(ref reader);
            }

            return step == Step.NeedsMore && _isEnded ? throw ElementLocation.ErrorAt(_line, CurrentPath(1), "the file ends here.") : step;
        }
        catch (JsonException broken)
        {
            throw ElementLocation.ErrorAt((broken.LineNumber ?? 0) + 1, CurrentPath(1), $"this is not JSON: {JsonFault.Describe(broken)}.");
        }
    }

    private Step Enter(ref Utf8JsonReader reader, JsonTokenType expected, State next)
    {
        Expect(ref reader, expected);
        _state = next;
        return Step.Continue;
    }

    private Step InFile(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            _state = State.AfterFile;
            return Step.Continue;
        }

        var name = reader.GetString()!;
        var member = ShapeCheck.FindMember(File, name) ?? throw UnknownMember(ref reader, File, name);
        if (!reader.Read() || !(Elements(member) is not null || reader.TrySkip()))
        {
            return Step.NeedsMore;
        }

        if (Elements(member) is { } type)
        {
            Expect(ref reader, JsonTokenType.StartArray, name);
            (_list, _index, _hasLists) = (member, -1, true);
            _state = type.Type == Account.Type ? State.Accounts : State.ListOfFile;
        }
        else if (name == "$schema")
        {
            Expect(ref reader, JsonTokenType.String, name);
        }
        else if (name == "onlyCreate")
        {
            OnlyCreate = reader.TokenType switch
            {
                _ when _hasLists => throw ElementLocation.ErrorAt(LineOf(ref reader), name, "this comes before the lists."),
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                _ => throw ElementLocation.ErrorAt(LineOf(ref reader), name, "true or false is needed here."),
            };
        }
        else if (name == "version" && !(reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) && version == 1))
        {
            throw ElementLocation.ErrorAt(LineOf(ref reader), name, "this program reads version 1.");
        }

        return Step.Continue;
    }

    private Step InAccounts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _state = State.File;
            return Step.Continue;
        }

        Expect(ref reader, JsonTokenType.StartObject, $"accounts[{_account + 1}]");
        var (from, at) = ((int)reader.TokenStartIndex, LineOf(ref reader));
        while (true)
        {
            if (!reader.Read())
            {
                return Step.NeedsMore;
            }

            var until = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                _account++;
                SetElement(Account, $"accounts[{_account}]", at, _buffer.AsSpan(_start + from, until - from));
                return Step.Element;
            }

            var name = reader.GetString()!;
            var member = ShapeCheck.FindMember(Account, name) ?? throw UnknownMember(ref reader, Account, name, $"accounts[{_account + 1}]");
            if (!reader.Read() || !(Elements(member) is not null || reader.TrySkip()))
            {
                return Step.NeedsMore;
            }

            if (Elements(member) is not null)
            {
                _account++;
                Expect(ref reader, JsonTokenType.StartArray, $"accounts[{_account}].{name}");
                SetElement(Account, $"accounts[{_account}]", at, _buffer.AsSpan(_start + from, until - from));
                (_list, _index, _state) = (member, -1, State.ListOfAccount);
                return Step.Element;
            }
        }
    }

    private Step InAccount(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            _state = State.Accounts;
            return Step.Continue;
        }

        var name = reader.GetString()!;
        var member = ShapeCheck.FindMember(Account, name) ?? throw UnknownMember(ref reader, Account, name, CurrentPath());
        if (Elements(member) is null)
        {
            throw ElementLocation.ErrorAt(LineOf(ref reader), ElementLocation.Join(CurrentPath(), name), "an account's own members come before its lists.");
        }

        if (!reader.Read())
        {
            return Step.NeedsMore;
        }

        Expect(ref reader, JsonTokenType.StartArray, ElementLocation.Join(CurrentPath(), name));
        (_list, _index, _state) = (member, -1, State.ListOfAccount);
        return Step.Continue;
    }

    private Step InList(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _state = _state == State.ListOfFile ? State.File : State.Account;
            _list = null;
            return Step.Continue;
        }

        var (from, at) = ((int)reader.TokenStartIndex, LineOf(ref reader));
        if (!reader.TrySkip())
        {
            return Step.NeedsMore;
        }

        _index++;
        SetElement(Elements(_list!)!, CurrentPath(), at, _buffer.AsSpan(_start + from, (int)reader.BytesConsumed - from));
        return Step.Element;
    }

    // An account's own members end where its first list begins: the brace that closes them is added.
    private void SetElement(JsonTypeInfo type, string path, long at, ReadOnlySpan<byte> text) =>
        _element = new WorldElement(type, new ElementLocation(path, at, type.Type == Account.Type ? (byte[])[.. text, (byte)'}'] : text.ToArray()));

    private void Consume(ref Utf8JsonReader reader)
    {
        var consumed = (int)reader.BytesConsumed;
        _line += _buffer.AsSpan(_start, consumed).Count((byte)'\n');
        _start += consumed;
        _jsonState = reader.CurrentState;
    }

    private long LineOf(ref Utf8JsonReader reader) => _line + _buffer.AsSpan(_start, (int)reader.TokenStartIndex).Count((byte)'\n');

    /// <summary>The path of the element under way; <paramref name="next"/> is 1 while it is not complete.</summary>
    private string CurrentPath(int next = 0) => _state switch
    {
        State.Account => $"accounts[{_account}]",
        State.ListOfAccount => $"accounts[{_account}].{_list!.Name}[{_index + next}]",
        State.ListOfFile => $"{_list!.Name}[{_index + next}]",
        State.Accounts => $"accounts[{_account + next}]",
        _ => "",
    };

    private void Expect(ref Utf8JsonReader reader, JsonTokenType expected, string path = "")
    {
        if (reader.TokenType != expected)
        {
            throw ElementLocation.ErrorAt(LineOf(ref reader), path, ShapeCheck.Unexpected(expected, reader.TokenType));
        }
    }

    private WorldException UnknownMember(ref Utf8JsonReader reader, JsonTypeInfo type, string name, string path = "") =>
        ElementLocation.ErrorAt(LineOf(ref reader), ElementLocation.Join(path, name), ShapeCheck.UnknownMember(type, name));

    // The lists that are streamed: those of the file and of its accounts, but not an account's few own keys.
    private static JsonTypeInfo? Elements(JsonPropertyInfo member) =>
        ShapeCheck.ElementOf(member) is { Kind: JsonTypeInfoKind.Object } type && type.Type != typeof(WorldAccessKey) ? type : null;
}
