using System.Globalization;

namespace Hindcast.Evidence;

/// <summary>
/// An Exchange build such as 15.1.2176.9. Compares number by number; the text form has no leading zeros, while logs
/// also write <c>15.01.2176.009</c>.
/// </summary>
/// <param name="Major">15 for Exchange 2013 and later, 14 for 2010.</param>
/// <param name="Minor">0, 1 or 2: Exchange 2013, 2016, 2019/SE.</param>
/// <param name="Build">The cumulative update's branch.</param>
/// <param name="Revision">The security update within the branch.</param>
public readonly record struct BuildNumber(int Major, int Minor, int Build, int Revision) : IComparable<BuildNumber>
{
    /// <summary>Reads <c>15.1.2176.9</c> or <c>15.01.2176.009</c>; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BuildNumber build)
    {
        build = default;
        Span<int> parts = stackalloc int[4];
        int index = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (index == 4 || part.Length is 0 or > 6
                || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out parts[index]))
            {
                return false;
            }

            index++;
        }

        build = new BuildNumber(parts[0], parts[1], parts[2], parts[3]);
        return index == 4;
    }

    /// <inheritdoc/>
    public int CompareTo(BuildNumber other) =>
        (Major, Minor, Build, Revision).CompareTo((other.Major, other.Minor, other.Build, other.Revision));

    /// <summary>True when <paramref name="left"/> is older.</summary>
    public static bool operator <(BuildNumber left, BuildNumber right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> is newer.</summary>
    public static bool operator >(BuildNumber left, BuildNumber right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> is not newer.</summary>
    public static bool operator <=(BuildNumber left, BuildNumber right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> is not older.</summary>
    public static bool operator >=(BuildNumber left, BuildNumber right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Build}.{Revision}");
}
