namespace Hindcast.Fleet.Campaign;

/// <summary>How many servers were seen open to a flaw, and fixed, on one day.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Open">Servers with a row that shows them open before or on the day and one on or after it.</param>
/// <param name="Fixed">Servers once seen open whose first row with the fix is of the day or before.</param>
public sealed record ExposurePoint(DateOnly Day, long Open, long Fixed);
