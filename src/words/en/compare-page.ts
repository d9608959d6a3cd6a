// English: two batches or nights beside each other, and a label's match rate over its nights.

export const comparePage = {
  title: 'Compare',
  about: 'Two batches beside each other, and how often name and number matched over the nights of a label.',
  one: 'Batch',
  other: 'Compare with',
  compare: 'Compare the two',
  figure: 'Figure',
  difference: 'Difference',
  matchRate: 'Match rate',
  rateAbout: 'Of the rows that got a verdict, how many match.',
  changed: 'People whose status changed',
  newcomers: 'New people',
  gone: 'People who are gone',
  edges: 'From which status to which',
  from: 'From',
  to: 'To',
  people: 'People',
  notCompared:
    'Neither of the two was made as a comparison with the other, so that who changed is not known.',
  nights: ({ label }: { label: string }) => `Nights of ${label}`,
  nightsOfNone: 'Batches without a label',
  night: 'Night',
  noNights: 'Nothing has ended yet under this label',
  choose: 'Choose two batches, or a label.',
  noSuch: 'The two can’t be compared here',
};
