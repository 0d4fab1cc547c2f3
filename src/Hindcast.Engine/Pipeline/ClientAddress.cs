using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>Where records name the address that a request came from.</summary>
internal static class ClientAddress
{
    private const int MaxChars = 64;

    private static readonly string[] Columns = ["ClientIpAddress", "c-ip", "client-ip"];

    /// <summary>The column of the address, or -1.</summary>
    internal static int Column(LogHeader header) =>
        Columns.Select(header.IndexOf).Where(i => i >= 0).DefaultIfEmpty(-1).First();

    /// <summary>The address of a row, or "".</summary>
    internal static string Of(TextRow row, int column) =>
        column >= 0 && column < row.Count && row.Value(column) is { Length: > 0 and <= MaxChars } value && value is not "-" ? value.ToString() : "";

    /// <summary>The address among the fields of an observation, or "".</summary>
    internal static string Of(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        foreach (string column in Columns)
        {
            foreach ((string name, string value) in fields)
            {
                if (name.Equals(column, StringComparison.OrdinalIgnoreCase))
                {
                    return value.Length <= MaxChars ? value : "";
                }
            }
        }

        return "";
    }
}
