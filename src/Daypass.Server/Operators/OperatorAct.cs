using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Core.Stores;
using Daypass.Server.Options;

namespace Daypass.Server.Operators;

/// <summary>
/// Something that an operator does past the service, on record in the database before it is done and again with its outcome. A server on the same database
/// writes it into its audit log (<see cref="OperatorRecords"/>), now or when one runs again.
/// </summary>
/// <remarks>A command has one of its own, made by <c>StoreSwitches.Run</c>; code that opens no store wraps its work in <see cref="Run{T}"/>. What cannot be
/// put on record is not done.</remarks>
internal sealed class OperatorAct
{
    private const int LongestText = 1024;
    private const int MostChanges = 500;

    // Nothing here becomes HTML, and what is searched for must stand there as it was.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IAuditStore _acts;
    private readonly TimeProvider _clock;
    private readonly OperatingUser _user = OperatingUser.OfThisProcess();
    private readonly Guid _id = Guid.NewGuid();
    private readonly string _name;
    private readonly IReadOnlyList<KeyValuePair<string, object>> _parameters;
    private readonly DateTimeOffset _at;
    private readonly List<string> _effects = [];
    private readonly List<string> _changes = [];
    private long _unnamedChanges;
    private string? _account;

    private OperatorAct(IAuditStore acts, string name, IReadOnlyList<KeyValuePair<string, object>> parameters, TimeProvider clock)
    {
        (_acts, _name, _parameters, _clock) = (acts, name, parameters, clock);
        _at = clock.GetUtcNow();
    }

    /// <summary>Adds a sentence on what was done, for the record: no secrets in it.</summary>
    public void Note(string effect) => _effects.Add(Cut(effect));

    /// <summary>Adds one thing that was made or changed, by its name; after some hundreds they are counted only.</summary>
    public void NoteChange(string change)
    {
        if (_changes.Count < MostChanges)
        {
            _changes.Add(Cut(change));
        }
        else
        {
            _unnamedChanges++;
        }
    }

    /// <summary>The one account that it is about.</summary>
    public void IsAbout(string account) => _account = account;

    /// <summary>Does something and keeps it on record: first that it begins, then how it ended.</summary>
    /// <param name="acts">Where it is kept.</param>
    /// <param name="name">What is done, as the command is called: <c>keys rotate</c>.</param>
    /// <param name="parameters">With what, without secrets: text, numbers and yes or no.</param>
    /// <param name="clock">The time.</param>
    /// <param name="work">Does it.</param>
    /// <param name="cancelled">Gives up before it begins.</param>
    /// <exception cref="StoreUnavailableException">It cannot be put on record; nothing was done.</exception>
    /// <exception cref="StartException">It was done, and its outcome cannot be put on record.</exception>
    public static async Task<T> Run<T>(IAuditStore acts, string name, IReadOnlyList<KeyValuePair<string, object>> parameters, TimeProvider clock,
        Func<OperatorAct, Task<T>> work, CancellationToken cancelled)
    {
        var act = new OperatorAct(acts, name, parameters, clock);
        await act.Keep("begun", null, cancelled);
        T done;
        try
        {
            done = await work(act);
        }
        catch (Exception failure)
        {
            await act.TryKeepFailure(failure);
            throw;
        }

        try
        {
            await act.Keep("succeeded", null, CancellationToken.None);
        }
        catch (StoreUnavailableException failure)
        {
            throw new StartException($"'{name}' was done, and is on record as begun only: {failure.Message}", failure);
        }

        return done;
    }

    /// <summary>What went wrong is told to the operator; that this cannot be put on record, too, must not hide it.</summary>
    private async Task TryKeepFailure(Exception failure)
    {
        try
        {
            await Keep(failure is OperationCanceledException ? "interrupted" : "failed", failure.Message, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // It stays on record as begun.
        }
    }

    private ValueTask Keep(string outcome, string? error, CancellationToken cancelled) =>
        _acts.Keep(new KeptAct(_id.ToString(), _at, outcome != "begun", Write(outcome, error)), cancelled);

    private byte[] Write(string outcome, string? error)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("eventVersion"u8, "1.11"u8);
            json.WriteStartObject("userIdentity"u8);
            json.WriteString("type"u8, "Operator"u8);
            json.WriteString("userName"u8, _user.Name);
            json.WriteEndObject();
            json.WriteString("eventTime"u8, WholeSeconds(_at));
            json.WriteString("eventSource"u8, "operator.daypass"u8);
            json.WriteString("eventName"u8, _name);
            if (error is not null)
            {
                json.WriteString("errorCode"u8, "OperatorCommandFailed"u8);
                json.WriteString("errorMessage"u8, Cut(error));
            }

            Parameters(json);
            json.WriteNull("responseElements"u8);
            Circumstances(json, outcome);
            json.WriteString("eventID"u8, _id);
            json.WriteBoolean("readOnly"u8, false);
            json.WriteString("eventType"u8, "DaypassOperatorCommand"u8);
            json.WriteBoolean("managementEvent"u8, true);
            if (_account is not null)
            {
                json.WriteString("recipientAccountId"u8, _account);
            }

            json.WriteString("eventCategory"u8, "Management"u8);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private void Circumstances(Utf8JsonWriter json, string outcome)
    {
        json.WriteStartObject("additionalEventData"u8);
        json.WriteStartObject("daypass"u8);
        json.WriteString("outcome"u8, outcome);
        if (outcome != "begun")
        {
            json.WriteString("ended"u8, WholeSeconds(_clock.GetUtcNow()));
        }

        json.WriteString("host"u8, _user.Host);
        json.WriteNumber("processId"u8, Environment.ProcessId);
        if (_user.LoginId is { } login)
        {
            json.WriteNumber("loginUserId"u8, login);
        }

        if (_user.SudoName is { } sudo)
        {
            json.WriteString("sudoUser"u8, sudo);
        }

        if (_effects.Count > 0)
        {
            json.WriteString("effect"u8, Cut(string.Join(' ', _effects)));
        }

        if (_changes.Count > 0)
        {
            json.WriteStartArray("changes"u8);
            _changes.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteNumber("changesNotNamed"u8, _unnamedChanges);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Parameters(Utf8JsonWriter json)
    {
        json.WriteStartObject("requestParameters"u8);
        foreach (var (name, value) in _parameters)
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                default:
                    json.WriteStringValue(Cut(value.ToString() ?? ""));
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static DateTime WholeSeconds(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] : text;
}
