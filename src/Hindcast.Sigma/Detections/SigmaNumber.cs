using System.Globalization;

namespace Hindcast.Sigma.Detections;

/// <summary>
/// <c>lt lte gt gte</c>: compares a field as a number. Decimal notation with sign, point and exponent, or hexadecimal
/// after <c>0x</c>; any other value does not match.
/// </summary>
/// <param name="comparison">How.</param>
/// <param name="limit">With what.</param>
public sealed class SigmaNumber(SigmaComparison comparison, decimal limit) : SigmaValueTest
{
    /// <summary>How the field is compared.</summary>
    public SigmaComparison Comparison { get; } = comparison;

    /// <summary>With what it is compared.</summary>
    public decimal Limit { get; } = limit;

    /// <inheritdoc/>
    public override string Key => string.Create(CultureInfo.InvariantCulture, $"N{Comparison}:{Limit}");

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> value) => TryParse(value, out decimal number) && Compare(number, Comparison, Limit);

    /// <summary>Reads a number as events write it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal number)
    {
        text = text.Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            bool isHex = ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits);
            number = bits;
            return isHex;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    internal static bool Compare(decimal number, SigmaComparison comparison, decimal limit) => comparison switch
    {
        SigmaComparison.Equal => number == limit,
        SigmaComparison.NotEqual => number != limit,
        SigmaComparison.Less => number < limit,
        SigmaComparison.LessOrEqual => number <= limit,
        SigmaComparison.Greater => number > limit,
        _ => number >= limit,
    };
}
