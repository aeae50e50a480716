namespace Daypass.S3.Forms;

/// <summary>A condition of the policy in a form.</summary>
/// <param name="Field">The field in lower case, without its dollar sign.</param>
/// <param name="Value">What it has to be, or to begin with.</param>
/// <param name="IsPrefix">Whether it has to begin so.</param>
/// <param name="Text">The condition as errors show it.</param>
internal sealed record PostCondition(string Field, string Value, bool IsPrefix, string Text)
{
    /// <summary>Whether a value fits. Each type in a list of content types has to.</summary>
    public bool Holds(string value)
    {
        if (!IsPrefix)
        {
            return value == Value;
        }

        if (Field != "content-type" || !value.Contains(',', StringComparison.Ordinal))
        {
            return value.StartsWith(Value, StringComparison.Ordinal);
        }

        foreach (var part in value.Split(','))
        {
            if (!part.Trim().StartsWith(Value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
