using System.Text;

namespace Daypass.Client.Credentials;

/// <summary>Cuts a command line into words as a POSIX shell does, without running anything in it.</summary>
public static class CommandWords
{
    /// <summary>The words; an unclosed quote reaches to the end.</summary>
    public static IReadOnlyList<string> Split(string command)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var inWord = false;
        for (var index = 0; index < command.Length; index++)
        {
            var character = command[index];
            switch (character)
            {
                case ' ' or '\t' or '\n' or '\r':
                    if (inWord)
                    {
                        words.Add(word.ToString());
                        word.Clear();
                    }

                    inWord = false;
                    continue;
                case '\'':
                    var close = command.IndexOf('\'', index + 1);
                    close = close < 0 ? command.Length : close;
                    word.Append(command, index + 1, close - index - 1);
                    index = close;
                    break;
                case '"':
                    index = DoubleQuoted(command, index + 1, word);
                    break;
                case '\\' when index + 1 < command.Length:
                    word.Append(command[++index]);
                    break;
                default:
                    word.Append(character);
                    break;
            }

            inWord = true;
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static int DoubleQuoted(string command, int index, StringBuilder word)
    {
        for (; index < command.Length && command[index] != '"'; index++)
        {
            if (command[index] == '\\' && index + 1 < command.Length && command[index + 1] is '"' or '\\')
            {
                index++;
            }

            word.Append(command[index]);
        }

        return index;
    }
}
