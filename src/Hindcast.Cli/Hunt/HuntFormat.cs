namespace Hindcast.Cli.Hunt;

/// <summary>How matches are written.</summary>
internal enum HuntFormat
{
    /// <summary>Aligned columns for people.</summary>
    Table,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>A timeline for spreadsheets.</summary>
    Csv,
}
