import { AFFECT } from '../../src/core/valence.ts';
import { EXPRESSIONS } from '../../src/core/expression.ts';
import type { ModelCard } from '../../src/wire/model-card.ts';

/** What the model card says that no run measures. Words for users: plain, and true of any weights trained by models/training. */
export const CARD_FACTS = {
  purpose: [
    'It estimates which expression a face shows, not what a person feels. A smile is not happiness, and people differ in how much they show.',
    'Do not use it to judge, rank, select or monitor anyone.',
    'It runs on this machine. No picture leaves it or is stored.',
  ],
  training: {
    images: 28_561,
    validationImages: 3_579,
    summary:
      'Trained from scratch on faces that an image search returned for words of emotion in 2013, cropped by a face detector. The images were gathered from the web for research; the people in them were not asked. No image is in this project. The private test part was not touched.',
    sources: [
      {
        name: 'FER-2013',
        what: '28,561 images to train on and 3,579 to measure with, grey, 48×48 pixels (Goodfellow et al. 2013, “Challenges in Representation Learning”)',
        terms: 'Data of a Kaggle competition, under the terms shown there; gathered from the web for research.',
        labels: 'Seven classes, made from the search words and checked by human labellers.',
      },
      {
        name: 'FER+',
        what: 'New labels for the same images (Barsoum et al. 2016, arXiv:1608.01041)',
        terms: 'Labels under the MIT licence (microsoft/FERPlus).',
        labels: 'Ten crowd workers voted on each image, in eight classes. One image in ten has no majority.',
      },
    ],
  },
  affect: {
    source:
      'Mean pleasure and arousal of six terms of emotion in Russell & Mehrabian (1977), “Evidence for a three-factor theory of emotions”, J. Research in Personality 11, 273–294; neutral is 0 by definition, contempt is our own value. The valence and arousal of a face are the means over its expression distribution.',
    limits: [
      'The terms describe felt emotions, not faces.',
      'The mapping is linear: a face that is half one expression and half another lies between the two.',
      'Surprise counts as mildly pleasant, although a surprised face may be either.',
      'Valence and arousal were not measured against people’s own ratings: no such labels were at hand.',
    ],
    values: EXPRESSIONS.map((expression) => ({ expression, ...AFFECT[expression] })),
  },
  baseline: {
    how: 'Nobody appears twice in the data, so people were made up: a person is a direction in which the network errs, and consists of validation images that err alike. The first minute shows the resting face (or, to see where it harms, smiles or sadness), then neutral, happy, sad, angry and surprised images follow for three seconds each, through the smoothing and doubt of the product. The method was chosen on half of the images, the figures are from the other half.',
  },
  detector: {
    name: 'BlazeFace: full_range_sparse finds a face, short_range follows it',
    source: 'Google, npm @mediapipe/face_detection 0.4.1657300184; converted to tfjs at build time, weights unchanged',
    licence: 'Apache-2.0',
    note: 'The images are cut closer than a call’s tiles, so more faces are missed here than in a call.',
  },
  limits: [
    {
      title: 'Rare expressions',
      text: 'Disgust, contempt and fear are rare in the data: few images were learned from, and the figures by class rest on few images too.',
      advice: 'Take these three as a hint at most.',
    },
    {
      title: 'Sadness and neutral',
      text: 'Sadness is the weakest of the common expressions. It is mostly confused with a neutral face, as it was by the people who labelled the images.',
      advice: 'A resting face may read as slightly sad: look at changes within one person, not at differences between people.',
    },
    {
      title: 'Skin tone, age, gender, culture',
      text: 'The data says nothing of who is in the images, so no figure by group exists. Faces that a web search returned in 2013 are unlikely to represent people evenly, and audits of other expression models found differences between groups (Xu et al. 2020, arXiv:2007.10075). Expect gaps.',
      advice: 'Do not compare people with each other. Where readings of a person seem wrong, do not use them.',
    },
    {
      title: 'People on real calls',
      text: 'The images are photographs, many of them posed, not frames of conversations. Talking moves the mouth, and that alone can look like surprise or happiness.',
      advice: 'Read trends over minutes, not single moments.',
    },
    {
      title: 'Not measured',
      text: 'Masks, sunglasses, strong profile and infrared cameras. How steady the scores of one person are from frame to frame.',
      advice: 'Expect “can’t tell” or wrong answers there.',
    },
  ],
} as const satisfies Pick<ModelCard, 'purpose' | 'training' | 'limits'> & {
  affect: ModelCard['affect'];
  baseline: Pick<ModelCard['baseline'], 'how'>;
  detector: Omit<ModelCard['detector'], 'command' | 'images' | 'found'>;
};
