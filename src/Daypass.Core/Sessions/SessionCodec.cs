using System.Buffers.Text;
using System.Text;
using Daypass.Protocol;

namespace Daypass.Core.Sessions;

/// <summary>The binary form of a session inside its token.</summary>
/// <remarks>
/// Head: format (1), kind (1), account (40 bits), lifetime in seconds (number), access key id (4 characters and 80 bits), secret (240 bits).
/// Then fields, each a tag byte and its value, closed by a zero byte; zeros may follow as padding. The issue time stands in the sealed header, not here.
/// </remarks>
internal static class SessionCodec
{
    public const byte Format = 1;

    private const int KeyPrefixLength = 4;
    private const int KeyBodyLength = 10;
    private const int SecretLength = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static void Write(ref SessionWriter to, Session session)
    {
        var grant = session.Grant;
        to.Byte(Format);
        to.Byte((byte)grant.Kind);
        to.Long(AccountId.Parse(grant.Account).Number);
        to.Number((uint)(session.ExpiresAt.ToUnixTimeSeconds() - session.IssuedAt.ToUnixTimeSeconds()));
        WriteKeyId(ref to, session.AccessKeyId);
        WriteSecret(ref to, session.Secret);

        Field(ref to, SessionFieldTag.PrincipalId, grant.PrincipalId);
        Field(ref to, SessionFieldTag.PrincipalName, grant.PrincipalName);
        Field(ref to, SessionFieldTag.SessionName, grant.SessionName);
        Field(ref to, SessionFieldTag.SourceIdentity, grant.SourceIdentity);
        Field(ref to, SessionFieldTag.FederatedProvider, grant.FederatedProvider);
        Field(ref to, SessionFieldTag.TaskPolicyArn, grant.TaskPolicyArn);
        Descent(ref to, grant);
        if (grant.Chained)
        {
            to.Byte((byte)SessionFieldTag.Chained);
        }

        if (grant.MfaAt is { } at)
        {
            to.Byte((byte)SessionFieldTag.MfaAt);
            to.Long(at.ToUnixTimeSeconds());
        }

        foreach (var tag in grant.Tags)
        {
            Field(ref to, tag.Transitive ? SessionFieldTag.TransitiveTag : SessionFieldTag.SessionTag, tag.Key);
            to.Text(tag.Value);
        }

        foreach (var arn in grant.PolicyArns)
        {
            Field(ref to, SessionFieldTag.PolicyArn, arn);
        }

        Fields(ref to, SessionFieldTag.FederatedKey, grant.FederatedKeys);
        Fields(ref to, SessionFieldTag.RequestContext, grant.RequestContext);
        LongField(ref to, SessionFieldTag.Policy, grant.Policy);
        LongField(ref to, SessionFieldTag.DelegatedPolicy, grant.DelegatedPolicy);
        if (grant.Scope is { } scope)
        {
            Field(ref to, SessionFieldTag.ScopeParent, scope.ParentKeyId);
            Field(ref to, SessionFieldTag.ScopeDescription, scope.Description);
            foreach (var policy in scope.Policies)
            {
                LongField(ref to, SessionFieldTag.ScopePolicy, policy);
            }
        }

        if (grant.Propagated is { } origin)
        {
            Origin(ref to, origin);
        }

        to.Byte((byte)SessionFieldTag.End);
    }

    /// <summary>The session in these bytes, or null when they are none.</summary>
    public static Session? Read(ReadOnlySpan<byte> bytes, DateTimeOffset issuedAt)
    {
        var from = new SessionReader(bytes);
        if (!from.TryByte(out var format) || format != Format
            || !from.TryByte(out var kind) || kind is < (byte)SessionKind.UserSession or > (byte)SessionKind.Delegated
            || !from.TryLong(out var number) || AccountId.FromNumber(number) is not { } account
            || !from.TryNumber(out var lifetime)
            || !from.TryBytes(KeyPrefixLength, out var prefix) || !from.TryBytes(KeyBodyLength, out var body) || !IsPrefix(prefix)
            || !from.TryBytes(SecretLength, out var secret)
            || SessionFields.Read(ref from, (SessionKind)kind, account.ToString()) is not { } grant)
        {
            return null;
        }

        return new Session
        {
            Grant = grant,
            AccessKeyId = KeyId(prefix, body),
            Secret = ReadSecret(secret),
            IssuedAt = issuedAt,
            ExpiresAt = issuedAt.AddSeconds(lifetime),
        };
    }

    // In role sessions the ancestors stand where other kinds have their origin. Versions that know no ancestors read it there, and it means nothing to them.
    private static void Descent(ref SessionWriter to, SessionGrant grant)
    {
        if (grant.Kind is SessionKind.Role)
        {
            Field(ref to, SessionFieldTag.Origin, grant.Ancestors.Count switch
            {
                0 => null,
                1 => grant.Ancestors[0],
                _ => string.Join(' ', grant.Ancestors),
            });
            return;
        }

        Field(ref to, SessionFieldTag.Origin, grant.Origin);
        foreach (var ancestor in grant.Ancestors)
        {
            Field(ref to, SessionFieldTag.Ancestor, ancestor);
        }
    }

    private static void Origin(ref SessionWriter to, PropagatedIdentity origin)
    {
        Field(ref to, SessionFieldTag.OriginSubject, origin.Subject);
        Field(ref to, SessionFieldTag.OriginSubjectType, origin.SubjectType);
        Field(ref to, SessionFieldTag.OriginIssuer, origin.Issuer);
        Field(ref to, SessionFieldTag.OriginProvider, origin.ProviderArn);
        foreach (var (key, value) in origin.Context)
        {
            Field(ref to, SessionFieldTag.OriginContext, key);
            to.Text(value);
        }
    }

    private static void Field(ref SessionWriter to, SessionFieldTag tag, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            to.Byte((byte)tag);
            to.Text(text);
        }
    }

    private static void LongField(ref SessionWriter to, SessionFieldTag tag, string? text)
    {
        if (text is not null)
        {
            to.Byte((byte)tag);
            to.LongText(text);
        }
    }

    private static void Fields(ref SessionWriter to, SessionFieldTag tag, IReadOnlyList<SessionKey> keys)
    {
        foreach (var key in keys)
        {
            Field(ref to, tag, key.Name);
            to.Number(key.IsList ? (uint)key.Values.Count + 1 : 0);
            foreach (var value in key.Values)
            {
                to.Text(value);
            }
        }
    }

    private static bool IsPrefix(ReadOnlySpan<byte> prefix)
    {
        foreach (var character in prefix)
        {
            if (!char.IsAsciiLetterUpper((char)character) && !char.IsAsciiDigit((char)character))
            {
                return false;
            }
        }

        return true;
    }

    private static void WriteKeyId(ref SessionWriter to, string id)
    {
        if (!AccessKeyId.IsWellFormed(id))
        {
            throw new ArgumentException("A session's access key id is four characters and sixteen of base32.", nameof(id));
        }

        var bits = UInt128.Zero;
        foreach (var character in id.AsSpan(KeyPrefixLength))
        {
            bits = (bits << 5) | (uint)Base32.IndexOf(character, StringComparison.Ordinal);
        }

        Span<byte> bytes = stackalloc byte[KeyPrefixLength + 16];
        Encoding.ASCII.GetBytes(id.AsSpan(0, KeyPrefixLength), bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes[KeyPrefixLength..], bits << 48);
        to.Bytes(bytes[..(KeyPrefixLength + KeyBodyLength)]);
    }

    private static string KeyId(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> body)
    {
        Span<char> id = stackalloc char[AccessKeyId.Length];
        Encoding.ASCII.GetChars(prefix, id);
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        body.CopyTo(padded[^KeyBodyLength..]);
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(padded);
        for (var i = id.Length - 1; i >= KeyPrefixLength; i--)
        {
            id[i] = Base32[(int)(bits & 31)];
            bits >>= 5;
        }

        return new string(id);
    }

    private static void WriteSecret(ref SessionWriter to, Secret secret)
    {
        Span<byte> bytes = stackalloc byte[SecretLength];
        if (Base64.DecodeFromUtf8(secret.AsUtf8(), bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != SecretLength)
        {
            throw new ArgumentException("A session's secret is forty characters of base64.", nameof(secret));
        }

        to.Bytes(bytes);
        bytes.Clear();
    }

    private static Secret ReadSecret(ReadOnlySpan<byte> bytes)
    {
        Span<byte> text = stackalloc byte[Secret.AccessKeyLength];
        Base64.EncodeToUtf8(bytes, text, out _, out _);
        var secret = Secret.FromUtf8(text);
        text.Clear();
        return secret;
    }
}
