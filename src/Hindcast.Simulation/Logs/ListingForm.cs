namespace Hindcast.Simulation.Logs;

/// <summary>How a file listing is written.</summary>
internal enum ListingForm : byte
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Columns of PowerShell.</summary>
    Csv,

    /// <summary>Body file of The Sleuth Kit.</summary>
    Body,
}
