using System.Globalization;

namespace Hindcast.Sigma.Yaml;

/// <summary>A YAML scalar: its text, and whether it stood there without quotes (then it may be null, a number, a boolean).</summary>
/// <param name="text">The text after unquoting.</param>
/// <param name="isPlain">True when it was not quoted.</param>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
public sealed class SigmaScalar(string text, bool isPlain, int line, int column) : SigmaNode(line, column)
{
    /// <summary>The text after unquoting.</summary>
    public string Text { get; } = text;

    /// <summary>True when the scalar was written without quotes.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>True for YAML's null: nothing, <c>~</c> or <c>null</c> without quotes.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>True for a number without quotes.</summary>
    public bool IsNumber => IsPlain && decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <inheritdoc/>
    public override string Kind => IsNull ? "null" : IsNumber ? "a number" : "text";

    /// <inheritdoc/>
    internal override long Weight => 1;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
