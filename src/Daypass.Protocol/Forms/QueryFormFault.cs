namespace Daypass.Protocol.Forms;

/// <summary>Why bytes are not a form; answered with a bare status because nothing in them can be trusted.</summary>
public enum QueryFormFault
{
    /// <summary>It is a form.</summary>
    None,

    /// <summary>A percent sign is not followed by two hexadecimal digits: 400 without a body.</summary>
    BadEscape,

    /// <summary>The decoded text is not UTF-8: 400 without a body.</summary>
    BadText,

    /// <summary>More pairs than <see cref="QueryForm.MaximumPairs"/>: 413 without a body.</summary>
    TooManyPairs,
}
