using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Hindcast.Formats.Matching;

/// <summary>
/// The bytes of one literal in one spelling, ready to be compared without regard to ASCII case.
/// A text byte <c>b</c> equals position <c>i</c> when <c>(b | Fold[i]) == Bytes[i]</c>: <c>Fold</c> is 0x20 at letters,
/// where it maps exactly the two cases of the letter to the small one, and 0 elsewhere. Immutable.
/// </summary>
internal sealed class FoldedLiteral
{
    private readonly byte[] _bytes;
    private readonly byte[] _fold;

    private FoldedLiteral(byte[] bytes, byte[] fold, int literal)
    {
        _bytes = bytes;
        _fold = fold;
        Literal = literal;
    }

    /// <summary>Index of the literal as the caller numbered it; the spellings of one literal share it.</summary>
    public int Literal { get; }

    /// <summary>Length in bytes, at least 1.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes, ASCII letters small.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>0x20 at ASCII letters, 0 elsewhere.</summary>
    public ReadOnlySpan<byte> Fold => _fold;

    /// <summary>
    /// The spellings to search for: one for an ASCII literal; for others the text as given, its capitals and its small
    /// letters (simple case mapping, one character to one).
    /// </summary>
    public static IEnumerable<FoldedLiteral> Spellings(string text, int literal)
    {
        string[] spellings = Ascii.IsValid(text) ? [text] : [text, text.ToLowerInvariant(), text.ToUpperInvariant()];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string spelling in spellings)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(spelling);
            byte[] fold = new byte[bytes.Length];
            for (int i = 0; i < bytes.Length; i++)
            {
                if (char.IsAsciiLetter((char)bytes[i]))
                {
                    fold[i] = 0x20;
                    bytes[i] |= 0x20;
                }
            }

            if (seen.Add(Convert.ToHexString(bytes)))
            {
                yield return new FoldedLiteral(bytes, fold, literal);
            }
        }
    }

    /// <summary>True when the literal stands at <paramref name="start"/> of <paramref name="text"/>; any start is allowed.</summary>
    public bool IsAt(ReadOnlySpan<byte> text, int start)
    {
        byte[] bytes = _bytes;
        if (start < 0 || start > text.Length - bytes.Length)
        {
            return false;
        }

        ref byte t = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start);
        ref byte b = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref byte f = ref MemoryMarshal.GetArrayDataReference(_fold);
        nuint length = (nuint)bytes.Length;

        // In bounds: start + length <= text.Length was checked, both arrays are `length` long, and every step reads
        // inside [0, length), the last one moved back to end at length.
        if (length >= sizeof(ulong))
        {
            for (nuint i = 0; ; i = nuint.Min(i + sizeof(ulong), length - sizeof(ulong)))
            {
                if ((Load(ref t, i) | Load(ref f, i)) != Load(ref b, i))
                {
                    return false;
                }

                if (i == length - sizeof(ulong))
                {
                    return true;
                }
            }
        }

        for (nuint i = 0; i < length; i++)
        {
            if ((Unsafe.Add(ref t, i) | Unsafe.Add(ref f, i)) != Unsafe.Add(ref b, i))
            {
                return false;
            }
        }

        return true;
    }

    private static ulong Load(ref byte source, nuint offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, offset));
}
