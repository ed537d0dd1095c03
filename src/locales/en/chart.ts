/** Texts of the large charts. */
export const chart = {
  chart_label: 'Mood of {name} over time',
  chart_sentence:
    'Read for {read} of {seen}. Mostly: {expression} ({share} on average). Mean valence {valence}, mean arousal {arousal}, both between −1 and 1.',
  chart_nothing: 'Nothing could be read here.',
  chart_valence: 'Valence',
  chart_arousal: 'Arousal',
  chart_gap: 'Not watched',
  chart_gap_of: 'Not watched for {span}',
  chart_absent: 'Not on screen',
  chart_tools: 'Chart',
  chart_zoom_in: 'Zoom in',
  chart_zoom_out: 'Zoom out',
  chart_earlier: 'Earlier',
  chart_later: 'Later',
  chart_whole: 'Whole call',
  chart_picture: 'Save picture',
  chart_table: 'The same as a table',
  chart_time: 'Time',
} as const;
