using System.Runtime.CompilerServices;

namespace Hindcast.Sigma;

/// <summary>
/// The one case folding of the engine: the simple upper case of each UTF-16 unit, whatever the culture. The
/// interpreter, the compiled plan and required literals all use it, so that they cannot disagree.
/// </summary>
public static class SigmaFold
{
    private static readonly char[] Table = Build();

    /// <summary>Folds one UTF-16 unit.</summary>
    /// <param name="c">The unit.</param>
    /// <returns>Its folded form.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char c) => Table[c];

    /// <summary>Folds a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A text of the same length.</returns>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = Fold(source[i]);
            }
        });
    }

    /// <summary>True when two texts are equal after folding.</summary>
    /// <param name="a">One text.</param>
    /// <param name="b">The other.</param>
    public static bool Same(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i] && Fold(a[i]) != Fold(b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static char[] Build()
    {
        char[] table = new char[65_536];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = char.ToUpperInvariant((char)i);
        }

        return table;
    }
}
